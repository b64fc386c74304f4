-- Blocks and mutes between users, and posts and comments that a moderator took down.
CREATE TABLE blocks (
    blocker_id bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    blocked_id bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (blocker_id, blocked_id),
    CONSTRAINT blocks_ends_check CHECK (blocker_id <> blocked_id)
);

CREATE INDEX blocks_list_idx ON blocks (blocker_id, created_at DESC, blocked_id DESC);
CREATE INDEX blocks_blocked_idx ON blocks (blocked_id, blocker_id);

CREATE TABLE mutes (
    muter_id   bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    muted_id   bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (muter_id, muted_id),
    CONSTRAINT mutes_ends_check CHECK (muter_id <> muted_id)
);

CREATE INDEX mutes_list_idx ON mutes (muter_id, created_at DESC, muted_id DESC);
CREATE INDEX mutes_muted_idx ON mutes (muted_id, muter_id);

ALTER TABLE comments ADD COLUMN taken_down_at timestamptz;
ALTER TABLE posts ADD COLUMN taken_down_at timestamptz;

COMMENT ON COLUMN posts.taken_down_at IS 'When a moderator took the post down. Then only its author and moderators can read it';
COMMENT ON COLUMN comments.taken_down_at IS 'When a moderator took the comment down. Then is_hidden is true too';
COMMENT ON COLUMN comments.is_hidden IS 'Whether the author is inactive, or the comment was taken down or removed';

-- posts_recount keeps users.posts_count when a post is taken down or restored.
CREATE OR REPLACE FUNCTION posts_recount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE users SET posts_count = posts_count + CASE WHEN NEW.taken_down_at IS NULL THEN 1 ELSE -1 END WHERE id = NEW.user_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_taken_down AFTER UPDATE OF taken_down_at ON posts
    FOR EACH ROW WHEN ((OLD.taken_down_at IS NULL) <> (NEW.taken_down_at IS NULL)) EXECUTE FUNCTION posts_recount();

-- Every query here reads few rows, by an index. The planner expects more than it finds,
-- and would compile such a query for a quarter of a second.
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET jit = off', current_database()); END $$;
