-- The tags of posts in the order of a feed, of one author and of all authors. A GIN
-- index on the array has no order: for a common tag it would read every post.

-- Until the trigger exists, nobody may write posts: the copy below would miss them.
LOCK TABLE posts IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE post_tags (
    tag        text        NOT NULL,
    user_id    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    post_id    bigint      NOT NULL,
    PRIMARY KEY (tag, user_id, created_at, post_id)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.01);

COMMENT ON TABLE post_tags IS 'Kept by a trigger on posts, which also does what a foreign key would';

INSERT INTO post_tags SELECT DISTINCT tag, user_id, created_at, id FROM posts CROSS JOIN unnest(tags) tag;

CREATE INDEX post_tags_newest_idx ON post_tags (tag, created_at DESC, post_id DESC) INCLUDE (user_id);

CREATE FUNCTION post_tags_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM post_tags
        WHERE tag = ANY (OLD.tags) AND user_id = OLD.user_id AND created_at = OLD.created_at AND post_id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO post_tags SELECT DISTINCT tag, NEW.user_id, NEW.created_at, NEW.id FROM unnest(NEW.tags) tag;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_tagged AFTER INSERT ON posts FOR EACH ROW
WHEN (NEW.tags <> '{}') EXECUTE FUNCTION post_tags_keep();
CREATE TRIGGER posts_untagged AFTER DELETE ON posts FOR EACH ROW
WHEN (OLD.tags <> '{}') EXECUTE FUNCTION post_tags_keep();
CREATE TRIGGER posts_retagged AFTER UPDATE ON posts FOR EACH ROW
WHEN ((OLD.id, OLD.user_id, OLD.created_at, OLD.tags) IS DISTINCT FROM (NEW.id, NEW.user_id, NEW.created_at, NEW.tags))
EXECUTE FUNCTION post_tags_keep();
