-- The accounts that their owners deleted. They are not active, and are erased at
-- erase_at unless they are restored before.
CREATE TABLE deletions (
    user_id        bigint      PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    created_at     timestamptz NOT NULL DEFAULT now(),
    erase_at       timestamptz NOT NULL,
    is_deactivated boolean     NOT NULL DEFAULT false
);

COMMENT ON COLUMN deletions.is_deactivated IS 'An admin deactivated the account after its deletion: a restore leaves it inactive';

CREATE INDEX deletions_due_idx ON deletions (erase_at, user_id);

-- Keeps a deleted account inactive, whoever activates it. The name sorts before
-- users_raise_version, which must see the result.
CREATE FUNCTION users_keep_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE deletions SET is_deactivated = NOT NEW.is_active WHERE user_id = NEW.id;
    IF FOUND THEN
        NEW.is_active := false;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER users_keep_deleted BEFORE UPDATE OF is_active ON users FOR EACH ROW EXECUTE FUNCTION users_keep_deleted();
