-- post_tags_keep keeps the table post_tags: one row per post and tag. It also does
-- what a foreign key would.
CREATE OR REPLACE FUNCTION post_tags_keep() RETURNS trigger LANGUAGE plpgsql AS $$
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
