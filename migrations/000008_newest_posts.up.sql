-- The newest post of each author. A feed begins with the authors of the newest posts,
-- and finding each author's newest post by the index of posts costs three times as
-- much.

-- Until the trigger exists, nobody may write posts: the copy below would miss them.
LOCK TABLE posts IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE newest_posts (
    user_id    bigint      PRIMARY KEY,
    created_at timestamptz NOT NULL,
    post_id    bigint      NOT NULL
) WITH (fillfactor = 50);

COMMENT ON TABLE newest_posts IS 'Kept by a trigger on posts, which also does what a foreign key would';

INSERT INTO newest_posts
SELECT DISTINCT ON (user_id) user_id, created_at, id FROM posts ORDER BY user_id, created_at DESC, id DESC;

-- Writers of one author's posts wait for each other at the author's row; a post that
-- is not the newest locks the row too. When the newest post is deleted, a separate
-- statement after the lock looks for the next one. That statement sees what the
-- writers before it committed.
CREATE FUNCTION newest_posts_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM FROM newest_posts WHERE user_id = OLD.user_id AND post_id = OLD.id FOR UPDATE;
        IF FOUND THEN
            DELETE FROM newest_posts WHERE user_id = OLD.user_id;
            INSERT INTO newest_posts
            SELECT user_id, created_at, id FROM posts
            WHERE user_id = OLD.user_id ORDER BY created_at DESC, id DESC LIMIT 1;
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

CREATE TRIGGER posts_newest AFTER INSERT OR DELETE ON posts FOR EACH ROW EXECUTE FUNCTION newest_posts_keep();
CREATE TRIGGER posts_newest_moved AFTER UPDATE ON posts FOR EACH ROW
WHEN ((OLD.id, OLD.user_id, OLD.created_at) IS DISTINCT FROM (NEW.id, NEW.user_id, NEW.created_at))
EXECUTE FUNCTION newest_posts_keep();
