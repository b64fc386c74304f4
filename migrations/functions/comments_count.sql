-- comments_count keeps posts.comments_count, which counts visible comments, when
-- comments are inserted or deleted.
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
