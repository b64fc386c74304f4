-- comments_recount keeps posts.comments_count and comments.replies_count when comments
-- are hidden, shown or moved to another post.
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

    IF EXISTS (SELECT FROM changed WHERE parent_id IS NOT NULL) THEN
        UPDATE comments c SET replies_count = c.replies_count + d.replies
        FROM (
            SELECT parent_id, sum(step)::integer AS replies
            FROM (
                SELECT parent_id, 1 AS step FROM changed WHERE NOT is_hidden
                UNION ALL
                SELECT parent_id, -1 FROM unchanged WHERE NOT is_hidden
            ) steps
            WHERE parent_id IS NOT NULL
            GROUP BY parent_id
            HAVING sum(step) <> 0
        ) d
        WHERE c.id = d.parent_id;
    END IF;
    RETURN NULL;
END
$$;
