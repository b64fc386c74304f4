CREATE OR REPLACE FUNCTION posts_normalise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.tags := tags_form(NEW.tags);
    NEW.folded := CASE WHEN octet_length(NEW.title) <> char_length(NEW.title) OR octet_length(NEW.content) <> char_length(NEW.content)
                  THEN search_form(NEW.title) || E'\u0001' || search_form(NEW.content) END;
    RETURN NEW;
END
$$;

ALTER TABLE posts DROP COLUMN indexed;
