-- comments_recount keeps posts.comments_count when comments are hidden, shown or
-- moved to another post.
CREATE OR REPLACE FUNCTION comments_recount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE posts p SET comments_count = p.comments_count + d.comments
    FROM (
        SELECT post_id, sum(step)::integer AS comments
        FROM (
            SELECT post_id, 1 AS step FROM changed WHERE NOT is_hidden
            UNION ALL
            SELECT post_id, -1 FROM unchanged WHERE NOT is_hidden
        ) steps
        GROUP BY post_id
        HAVING sum(step) <> 0
    ) d
    WHERE p.id = d.post_id;
    RETURN NULL;
END
$$;
