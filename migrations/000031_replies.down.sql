-- Replies become comments, and removed comments are deleted.
LOCK TABLE comments IN ACCESS EXCLUSIVE MODE;
LOCK TABLE posts IN SHARE ROW EXCLUSIVE MODE;

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
    RETURN NULL;
END
$$;

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

DROP INDEX comments_list_idx, comments_replies_idx;
ALTER TABLE comments DROP COLUMN parent_id;
DELETE FROM comments WHERE removed_at IS NOT NULL;
ALTER TABLE comments
    DROP CONSTRAINT comments_content_check,
    DROP CONSTRAINT comments_author_check,
    DROP COLUMN replies_count,
    DROP COLUMN version,
    DROP COLUMN edited_at,
    DROP COLUMN removed_at,
    DROP COLUMN mentions,
    ALTER COLUMN user_id SET NOT NULL;
ALTER TABLE comments ADD CONSTRAINT comments_content_check CHECK (char_length(content) BETWEEN 1 AND 1000) NOT VALID;
