-- What users say about themselves. A column is null if the user has said nothing.
ALTER TABLE users
    ADD COLUMN display_name        text,
    ADD COLUMN bio                 text,
    ADD COLUMN location            text,
    ADD COLUMN website             text,
    ADD COLUMN username_changed_at timestamptz;

-- NOT VALID spares a scan of the table under the strongest lock. The columns are
-- new, so no row can break the rule.
ALTER TABLE users ADD CONSTRAINT users_profile_check CHECK (
    char_length(display_name) BETWEEN 1 AND 50 AND char_length(bio) BETWEEN 1 AND 300
    AND char_length(location) BETWEEN 1 AND 100 AND char_length(website) BETWEEN 1 AND 200
) NOT VALID;

-- A name that was changed stays reserved for its former owner for a time.
CREATE TABLE former_usernames (
    username citext      PRIMARY KEY,
    user_id  bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    until    timestamptz NOT NULL
);

CREATE INDEX former_usernames_user_idx ON former_usernames (user_id);
CREATE INDEX former_usernames_until_idx ON former_usernames (until);

-- A new name is checked after the unique index has accepted it. The index makes
-- the writer wait for a transaction that changes this very name, and this query
-- then sees the reservation that the other transaction left.
CREATE FUNCTION users_username_reserved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM former_usernames WHERE username = NEW.username AND user_id <> NEW.id AND until > now()) THEN
        RAISE unique_violation USING MESSAGE = 'the username is reserved for its former owner', CONSTRAINT = 'users_username_key';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_registered AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION users_username_reserved();
CREATE TRIGGER users_renamed AFTER UPDATE OF username ON users FOR EACH ROW
WHEN (OLD.username <> NEW.username) EXECUTE FUNCTION users_username_reserved();
