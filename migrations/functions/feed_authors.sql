-- feed_authors returns the ids of the users whose posts are in the viewer's feed: the
-- viewer, and the users they follow and have not muted. A block ends the follow. The
-- planner inlines this query.
CREATE OR REPLACE FUNCTION feed_authors(viewer bigint) RETURNS TABLE (id bigint) LANGUAGE sql STABLE AS $$
    SELECT f.followee_id FROM follows f
    WHERE f.follower_id = viewer AND f.followee_id NOT IN (SELECT m.muted_id FROM mutes m WHERE m.muter_id = viewer)
    UNION ALL
    SELECT viewer
$$;
