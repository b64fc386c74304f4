-- posts_normalise brings the tags of a post into their normal form, and stores the
-- search form of its text in folded if lower() of ASCII letters is not enough (see
-- post_text). What it computes is stored: a change of its results needs a migration
-- that updates the posts that exist. It also checks the lengths of the tags.
--
-- A post that is imported with a time of its own is indexed at once: see feed_matches.
CREATE OR REPLACE FUNCTION posts_normalise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tag text;
BEGIN
    FOREACH tag IN ARRAY coalesce(NEW.tags, '{}') LOOP
        -- Most tags have their normal form already.
        CONTINUE WHEN tag COLLATE "C" ~ '^[a-z0-9_.-]{1,50}$' AND cardinality(array_positions(NEW.tags, tag)) = 1;
        NEW.tags := tags_form(NEW.tags);
        IF NOT tags_valid(NEW.tags) THEN
            RAISE check_violation USING MESSAGE = 'a tag is empty or longer than 50 characters', CONSTRAINT = 'posts_tags_check';
        END IF;
        EXIT;
    END LOOP;
    NEW.folded := CASE WHEN octet_length(NEW.title) <> char_length(NEW.title) OR octet_length(NEW.content) <> char_length(NEW.content)
                  THEN search_form(NEW.title) || E'\u0001' || search_form(NEW.content) END;
    IF TG_OP = 'INSERT' THEN
        NEW.indexed := NEW.created_at < now();
    END IF;
    RETURN NEW;
END
$$;
