-- newest_posts_keep keeps the table newest_posts: the newest post of each author.
-- Writers of one author's posts wait for each other at the author's row; a post that
-- is not the newest locks the row too. When the newest post is deleted, a separate
-- statement after the lock looks for the next one. That statement sees what the
-- writers before it committed. The row is updated and not replaced, so that writers that
-- wait for it find it.
CREATE OR REPLACE FUNCTION newest_posts_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT post_id INTO newest FROM newest_posts WHERE user_id = OLD.user_id FOR UPDATE;
        IF newest = OLD.id THEN
            UPDATE newest_posts n SET created_at = p.created_at, post_id = p.id
            FROM (SELECT created_at, id FROM posts WHERE user_id = OLD.user_id ORDER BY created_at DESC, id DESC LIMIT 1) p
            WHERE n.user_id = OLD.user_id;
            IF NOT FOUND THEN
                DELETE FROM newest_posts WHERE user_id = OLD.user_id;
            END IF;
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO newest_posts AS n VALUES (NEW.user_id, NEW.created_at, NEW.id)
        ON CONFLICT (user_id) DO UPDATE SET created_at = EXCLUDED.created_at, post_id = EXCLUDED.post_id
        WHERE (EXCLUDED.created_at, EXCLUDED.post_id) > (n.created_at, n.post_id);
    END IF;
    RETURN NULL;
END
$$;
