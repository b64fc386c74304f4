DROP TRIGGER posts_notifications_forget ON posts;
DROP TRIGGER comments_notifications_forget ON comments;
DROP TRIGGER comments_notifications_forget_removed ON comments;
DROP FUNCTION notifications_forget();
DROP FUNCTION IF EXISTS comments_notify, mentions_notify, notifications_add, notifications_withdraw, notifications_lead, notifications_uncover, notifications_seen;

CREATE OR REPLACE FUNCTION posts_moment() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    clock  timestamptz;
    latest timestamptz;
    newest timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-(extract(epoch FROM now()) * 1000000)::bigint);
    clock := clock_timestamp();
    latest := clock + clock_tolerance();
    SELECT created_at INTO newest FROM posts
    WHERE created_at <= latest
    ORDER BY created_at DESC LIMIT 1;
    RETURN greatest(clock, newest + interval '1 microsecond');
END
$$;

CREATE OR REPLACE FUNCTION posts_reach(
    OUT readable timestamptz,
    OUT newest   timestamptz,
    OUT writing  boolean,     -- whether a writer holds readable back
    OUT began    timestamptz, -- the start of the oldest transaction with a lock
    OUT holder   integer      -- the process id of its session
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    -- posts_in_time refuses commits after 20 s and leaves 10 s for the commit itself.
    -- So a lock that is older than this hides no post.
    writer_limit CONSTANT interval := '30 seconds';
    -- A negative lock key has its highest bit set, which is the highest of classid.
    negative     CONSTANT bigint := 1::bigint << 31;
    clock  timestamptz := statement_timestamp();
    latest timestamptz := clock + clock_tolerance();
    oldest timestamptz;
BEGIN
    SELECT created_at INTO newest FROM posts
    WHERE created_at <= latest
    ORDER BY created_at DESC LIMIT 1;

    SELECT min(l.start), min(l.start) FILTER (WHERE l.start > clock - writer_limit),
           (array_agg(l.pid ORDER BY l.start))[1]
    INTO began, oldest, holder
    FROM (
        SELECT timestamptz 'epoch' - (classid::bigint << 32 | objid::bigint) * interval '1 microsecond' AS start, pid
        FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND classid::bigint >= negative
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ) l;

    newest := coalesce(newest, 'epoch');
    readable := least(newest + interval '1 microsecond', oldest);
    writing := oldest IS NOT NULL;
END
$$;

CREATE OR REPLACE FUNCTION visibility_apply(target bigint, most integer) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
AS $$
DECLARE
    active   boolean := (SELECT is_active FROM users WHERE id = target);
    others   bigint[] := visibility_neighbours(target, active, most);
    written  bigint[];
    finished boolean;
    liked_posts    bigint[];
    liked_comments bigint[];
BEGIN
    PERFORM FROM users WHERE id = ANY (others || target) ORDER BY id FOR UPDATE;
    active := (SELECT is_active FROM users WHERE id = target); -- read again under the lock

    IF active THEN
        WITH moved AS (
            DELETE FROM inactive_follows i USING users u
            WHERE i.inactive_id = target AND u.id = i.follower_id + i.followee_id - target AND u.id = ANY (others) AND u.is_active
            RETURNING i.follower_id, i.followee_id, i.created_at
        )
        INSERT INTO follows (follower_id, followee_id, created_at) SELECT * FROM moved ON CONFLICT DO NOTHING;

        UPDATE inactive_follows SET inactive_id = follower_id + followee_id - target
        WHERE inactive_id = target AND follower_id + followee_id - target = ANY (others);
    ELSE
        WITH moved AS (
            DELETE FROM follows f
            USING (SELECT target, o FROM unnest(others) o UNION ALL SELECT o, target FROM unnest(others) o) pair (follower_id, followee_id)
            WHERE f.follower_id = pair.follower_id AND f.followee_id = pair.followee_id
            RETURNING f.follower_id, f.followee_id, f.created_at
        )
        INSERT INTO inactive_follows (follower_id, followee_id, created_at, inactive_id)
        SELECT follower_id, followee_id, created_at, target FROM moved ON CONFLICT DO NOTHING;
    END IF;

    written := ARRAY(SELECT id FROM comments WHERE user_id = target AND is_hidden = active LIMIT most);
    PERFORM FROM posts WHERE id IN (SELECT post_id FROM comments WHERE id = ANY (written)) ORDER BY id FOR NO KEY UPDATE;
    UPDATE comments SET is_hidden = NOT active WHERE id = ANY (written);

    liked_posts := ARRAY(SELECT post_id FROM post_likes WHERE user_id = target AND is_hidden = active LIMIT most);
    liked_comments := ARRAY(SELECT comment_id FROM comment_likes WHERE user_id = target AND is_hidden = active LIMIT most);
    PERFORM FROM posts WHERE id = ANY (liked_posts || ARRAY(SELECT post_id FROM comments WHERE id = ANY (liked_comments)))
    ORDER BY id FOR KEY SHARE;
    PERFORM FROM comments WHERE id = ANY (liked_comments) ORDER BY id FOR KEY SHARE;
    UPDATE post_likes SET is_hidden = NOT active WHERE user_id = target AND post_id = ANY (liked_posts);
    UPDATE comment_likes SET is_hidden = NOT active WHERE user_id = target AND comment_id = ANY (liked_comments);

    finished := NOT EXISTS (SELECT FROM comments WHERE user_id = target AND is_hidden = active)
        AND NOT EXISTS (SELECT FROM post_likes WHERE user_id = target AND is_hidden = active)
        AND NOT EXISTS (SELECT FROM comment_likes WHERE user_id = target AND is_hidden = active)
        AND CASE WHEN active THEN NOT EXISTS (SELECT FROM inactive_follows WHERE inactive_id = target)
            ELSE NOT EXISTS (SELECT FROM follows WHERE follower_id = target)
             AND NOT EXISTS (SELECT FROM follows WHERE followee_id = target) END;
    IF finished THEN
        DELETE FROM visibility_queue WHERE user_id = target;
    ELSE
        INSERT INTO visibility_queue (user_id) VALUES (target) ON CONFLICT DO NOTHING;
    END IF;
    RETURN finished;
END
$$;

DROP TABLE notification_settings, notification_reads, notifications;
