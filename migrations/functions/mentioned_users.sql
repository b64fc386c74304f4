-- mentioned_users returns those of the mentioned users whom the viewer can see, in this
-- order, as JSON. It is a function because few texts mention anybody: a subquery of every
-- list of posts and comments would cost a tenth of a short one, even if it never runs.
CREATE OR REPLACE FUNCTION mentioned_users(mentions bigint[], viewer bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT jsonb_agg(jsonb_build_object(
            'id', u.id, 'username', u.username, 'display_name', coalesce(u.display_name, u.username::text)
        ) ORDER BY m.place)
        FROM unnest(mentions) WITH ORDINALITY m (id, place) JOIN visible_users(viewer) u ON u.id = m.id
    );
END
$$;
