-- PostgreSQL checks a row's constraints at every update, even of a counter, so each
-- follow, post and comment paid for these. The new ones check the same at a lower cost.
-- posts_normalise checks the lengths of tags when they are written.
ALTER TABLE users
    DROP CONSTRAINT users_email_check,
    ADD CONSTRAINT users_email_check CHECK (char_length(email::text) <= 255 AND email::text COLLATE "C" LIKE '%_@_%') NOT VALID,
    DROP CONSTRAINT users_username_check,
    ADD CONSTRAINT users_username_check CHECK (username::text COLLATE "C" ~ '^[A-Za-z0-9_]{3,30}$') NOT VALID;

ALTER TABLE posts
    DROP CONSTRAINT posts_tags_check,
    ADD CONSTRAINT posts_tags_check CHECK (cardinality(tags) <= 10) NOT VALID;

-- It checks the lengths even before its file in functions/ is applied.
CREATE OR REPLACE FUNCTION posts_normalise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.tags := tags_form(NEW.tags);
    IF NOT tags_valid(NEW.tags) THEN
        RAISE check_violation USING MESSAGE = 'a tag is empty or longer than 50 characters', CONSTRAINT = 'posts_tags_check';
    END IF;
    NEW.folded := CASE WHEN octet_length(NEW.title) <> char_length(NEW.title) OR octet_length(NEW.content) <> char_length(NEW.content)
                  THEN search_form(NEW.title) || E'\u0001' || search_form(NEW.content) END;
    RETURN NEW;
END
$$;
