ALTER TABLE posts
    DROP CONSTRAINT posts_tags_check,
    ADD CONSTRAINT posts_tags_check CHECK (tags_valid(tags)) NOT VALID;

ALTER TABLE users
    DROP CONSTRAINT users_username_check,
    ADD CONSTRAINT users_username_check CHECK (username ~ '^[A-Za-z0-9_]{3,30}$'::citext) NOT VALID,
    DROP CONSTRAINT users_email_check,
    ADD CONSTRAINT users_email_check CHECK (char_length(email::text) <= 255 AND email LIKE '%_@_%'::citext) NOT VALID;
