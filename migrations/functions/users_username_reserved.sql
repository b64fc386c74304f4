-- users_username_reserved refuses a new username that is reserved for its former owner.
-- It runs after the unique index has accepted the name. The index makes the writer wait
-- for a transaction that changes this very name, and this query then sees the
-- reservation that the other transaction left.
CREATE OR REPLACE FUNCTION users_username_reserved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM former_usernames WHERE username = NEW.username AND user_id <> NEW.id AND until > now()) THEN
        RAISE unique_violation USING MESSAGE = 'the username is reserved for its former owner', CONSTRAINT = 'users_username_key';
    END IF;
    RETURN NULL;
END
$$;
