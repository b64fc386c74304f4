-- Notifications, the settings of each user about them, and how far they were read.
CREATE TABLE notifications (
    id           bigint      PRIMARY KEY,
    user_id      bigint      NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('follow', 'like_post', 'like_comment', 'comment', 'reply', 'mention', 'moderation')),
    actor_id     bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    post_id      bigint      NOT NULL DEFAULT 0,
    comment_id   bigint      NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL,
    thread       text        COLLATE "C" NOT NULL GENERATED ALWAYS AS (
        post_id || ':' || comment_id || ':' || kind || ':' || user_id
            || CASE kind WHEN 'follow' THEN ':' || (created_at AT TIME ZONE 'UTC')::date - date '2000-01-01' ELSE '' END
    ) STORED,
    is_head      boolean     NOT NULL DEFAULT true,
    is_withdrawn boolean     NOT NULL DEFAULT false,
    is_hidden    boolean     NOT NULL DEFAULT false,
    CHECK (NOT (is_head AND (is_withdrawn OR is_hidden))),
    UNIQUE (actor_id, kind, user_id, post_id, comment_id)
) WITH (fillfactor = 85);

COMMENT ON COLUMN notifications.id IS 'From the sequence of posts: (created_at, id) orders posts and notifications alike, so one position in the stream stands for both';
COMMENT ON COLUMN notifications.user_id IS 'Who is told. No foreign key: the key would lock the row of a user whose post many like at once. Users who are told are active, and are erased days after that, in batches';
COMMENT ON COLUMN notifications.post_id IS '0: none. No foreign key: the act itself has one, and a trigger deletes the notifications';
COMMENT ON COLUMN notifications.comment_id IS '0: none';
COMMENT ON COLUMN notifications.thread IS 'Notifications of one thread are one entry when they are read: likes of one thing, follows of one day in UTC. It begins with the post and the comment';
COMMENT ON COLUMN notifications.is_head IS 'Whether it is the newest of its thread. See notifications_lead';
COMMENT ON COLUMN notifications.is_withdrawn IS 'Whether the act was taken back';
COMMENT ON COLUMN notifications.is_hidden IS 'Whether the actor is inactive';

CREATE INDEX notifications_list_idx ON notifications (user_id, created_at DESC, id DESC, kind) WHERE is_head;
CREATE INDEX notifications_user_idx ON notifications (user_id, created_at, id);
CREATE INDEX notifications_live_idx ON notifications (created_at, id);
CREATE INDEX notifications_thread_idx ON notifications (thread, created_at DESC, id DESC);

CREATE CONSTRAINT TRIGGER posts_in_time AFTER INSERT OR UPDATE OF created_at ON notifications
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.created_at >= now())
    EXECUTE FUNCTION posts_in_time();

CREATE TABLE notification_reads (
    user_id bigint      PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    at      timestamptz NOT NULL,
    id      bigint      NOT NULL
);

COMMENT ON TABLE notification_reads IS 'The position (created_at, id) of the last notification that the user has read';

CREATE TABLE notification_settings (
    user_id   bigint      PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    muted     text[]      NOT NULL DEFAULT '{}',
    digest    text        NOT NULL DEFAULT 'off' CHECK (digest IN ('off', 'daily', 'weekly')),
    digest_at timestamptz,
    CHECK ((digest = 'off') = (digest_at IS NULL))
);

COMMENT ON COLUMN notification_settings.muted IS 'The kinds of notifications that are off';
COMMENT ON COLUMN notification_settings.digest_at IS 'When the next digest is due';

CREATE INDEX notification_settings_digest_idx ON notification_settings (digest_at) WHERE digest_at IS NOT NULL;

CREATE OR REPLACE FUNCTION notifications_forget() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
    IF TG_TABLE_NAME = 'posts' THEN
        DELETE FROM notifications n USING changed c WHERE n.thread >= c.id || ':' AND n.thread < c.id || ';';
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM notifications n USING changed c
        WHERE n.thread >= c.post_id || ':' || c.id || ':' AND n.thread < c.post_id || ':' || c.id || ';';
    ELSE
        DELETE FROM notifications n USING changed c
        WHERE n.thread >= c.post_id || ':' || c.id || ':' AND n.thread < c.post_id || ':' || c.id || ';' AND c.removed_at IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER posts_notifications_forget AFTER DELETE ON posts REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_forget();
CREATE TRIGGER comments_notifications_forget AFTER DELETE ON comments REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_forget();
CREATE TRIGGER comments_notifications_forget_removed AFTER UPDATE ON comments REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_forget();
