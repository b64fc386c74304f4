-- comments_count keeps posts.comments_count and comments.replies_count, which count
-- visible comments, when comments are inserted or deleted. It deletes a removed
-- comment with its last reply.
CREATE OR REPLACE FUNCTION comments_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step integer := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
    IF (SELECT count(*) FROM changed) > 1 THEN -- a single post needs no lock order
        PERFORM FROM posts WHERE id IN (SELECT post_id FROM changed WHERE NOT is_hidden) ORDER BY id FOR NO KEY UPDATE;
    END IF;

    UPDATE posts p SET comments_count = p.comments_count + step * d.comments
    FROM (SELECT post_id, count(*)::integer AS comments FROM changed WHERE NOT is_hidden GROUP BY post_id) d
    WHERE p.id = d.post_id;

    IF EXISTS (SELECT FROM changed WHERE parent_id IS NOT NULL) THEN
        UPDATE comments c SET replies_count = c.replies_count + step * d.replies
        FROM (SELECT parent_id, count(*)::integer AS replies FROM changed WHERE NOT is_hidden AND parent_id IS NOT NULL GROUP BY parent_id) d
        WHERE c.id = d.parent_id;

        IF TG_OP = 'DELETE' THEN -- a statement that deletes nothing still runs the triggers
            DELETE FROM comments c
            WHERE c.id IN (SELECT parent_id FROM changed) AND c.removed_at IS NOT NULL
              AND NOT EXISTS (SELECT FROM comments r WHERE r.parent_id = c.id);
        END IF;
    END IF;
    RETURN NULL;
END
$$;
