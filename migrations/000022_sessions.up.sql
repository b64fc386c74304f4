-- A sign-in makes a session, and every access token names its session.
--
-- Sessions of one user are created and ended under the lock of the user's row, so
-- their ids are committed in order. users.sessions_ended_through relies on that.
ALTER TABLE users ADD COLUMN sessions_ended_through bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN users.sessions_ended_through IS
    'The highest id of a session that ended on its own. Tokens of sessions up to this id are refused unless the session is still alive';

CREATE TABLE sessions (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id       bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    device        text        NOT NULL CHECK (char_length(device) BETWEEN 1 AND 100),
    address       text        NOT NULL CHECK (char_length(address) <= 50),
    device_id     bytea       NOT NULL CHECK (octet_length(device_id) = 16),
    family_hash   bytea       CONSTRAINT sessions_family_hash_key UNIQUE CHECK (octet_length(family_hash) = 32),
    token_hash    bytea       CHECK (octet_length(token_hash) = 32),
    previous_hash bytea       CHECK (octet_length(previous_hash) = 32),
    seed          bytea       CHECK (octet_length(seed) = 32),
    rotated_at    timestamptz,
    CONSTRAINT sessions_refresh_check CHECK ((family_hash IS NULL) = (token_hash IS NULL)),
    CONSTRAINT sessions_rotation_check CHECK (num_nulls(previous_hash, seed, rotated_at) IN (0, 3))
) WITH (fillfactor = 85);

COMMENT ON TABLE sessions IS 'A session without hashes has one access token and no refresh token';
COMMENT ON COLUMN sessions.address IS 'The network of the client: the /24 of an IPv4 address, the /48 of an IPv6 address';
COMMENT ON COLUMN sessions.family_hash IS 'SHA-256 of the part that all refresh tokens of the session share';
COMMENT ON COLUMN sessions.token_hash IS 'SHA-256 of the secret of the refresh token in force';
COMMENT ON COLUMN sessions.seed IS 'Makes the secret in force from the previous one, so that a lost answer can be repeated';

CREATE INDEX sessions_user_idx ON sessions (user_id, id) WHERE ended_at IS NULL;
CREATE INDEX sessions_over_idx ON sessions (coalesce(ended_at, expires_at));

-- A user who is signed out everywhere or deactivated has no session, whoever makes
-- the change.
CREATE FUNCTION users_end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE sessions SET ended_at = clock_timestamp() WHERE user_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_end_sessions AFTER UPDATE OF tokens_valid_after, is_active ON users FOR EACH ROW
WHEN (NEW.tokens_valid_after > OLD.tokens_valid_after OR OLD.is_active AND NOT NEW.is_active)
EXECUTE FUNCTION users_end_sessions();
