-- A transaction that hangs must not stop the live feed, and a clock that goes back must
-- not hide posts from it.

-- These limits apply to every session of this database, through any pooler. Startup
-- parameters do not work: transaction poolers refuse or drop them. The functions cancel
-- their statements after 5 s themselves. The migrations set their own values, and a
-- person who needs more time can do the same.
DO $$
DECLARE
    setting text;
BEGIN
    FOREACH setting IN ARRAY ARRAY[
        'statement_timeout = ''10s''',
        'idle_in_transaction_session_timeout = ''5s''',
        'tcp_keepalives_idle = 10',
        'tcp_keepalives_interval = 5',
        'tcp_keepalives_count = 3'
    ] LOOP
        EXECUTE format('ALTER DATABASE %I SET %s', current_database(), setting);
    END LOOP;
END
$$;

-- posts_moment returns the created_at of a new post: the current time, but always after
-- every visible post. So posts stay in order when the clock goes back by up to a
-- minute, as it may when a standby takes over. A post further in the future comes from
-- a wrong clock, and new posts do not follow it.
--
-- Until its transaction ends, posts_moment holds a shared advisory lock. The key is the
-- negative of the transaction's start in microseconds, which is before the returned
-- time. Nobody waits for this lock. A transaction has one such lock, however many posts
-- it writes. The lock must be taken before the clock is read: see posts_reach.
CREATE OR REPLACE FUNCTION posts_moment() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    clock  timestamptz;
    newest timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-(extract(epoch FROM now()) * 1000000)::bigint);
    clock := clock_timestamp();
    SELECT created_at INTO newest FROM posts
    WHERE created_at <= clock + interval '1 minute'
    ORDER BY created_at DESC LIMIT 1;
    RETURN greatest(clock, newest + interval '1 microsecond');
END
$$;

-- posts_reach returns how far the posts can be read. A statement that begins after it
-- sees every post with created_at before readable, and no post appears there later.
-- readable is just after the newest post, or the start of the oldest transaction that
-- is writing a post.
--
-- posts_reach reads the newest post first, and the locks after that. A writer that is
-- not among the locks has either ended, and all later statements see its posts; or it
-- takes its lock later, sees the newest post, and gets a created_at after it.
--
-- A writer has 30 s. posts_in_time refuses to commit later, so a lock that is older
-- hides no post.
CREATE FUNCTION posts_reach(
    OUT readable timestamptz,
    OUT newest   timestamptz,
    OUT writing  boolean,     -- whether a writer holds readable back
    OUT began    timestamptz, -- the start of the oldest transaction with a lock
    OUT holder   integer      -- the process id of its session
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    clock  timestamptz := statement_timestamp();
    oldest timestamptz;
BEGIN
    SELECT created_at INTO newest FROM posts
    WHERE created_at <= clock + interval '1 minute'
    ORDER BY created_at DESC LIMIT 1;

    SELECT min(l.start), min(l.start) FILTER (WHERE l.start > clock - interval '30 seconds'),
           (array_agg(l.pid ORDER BY l.start))[1]
    INTO began, oldest, holder
    FROM (
        SELECT timestamptz 'epoch' - (classid::bigint << 32 | objid::bigint) * interval '1 microsecond' AS start, pid
        FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND classid::bigint >= 2147483648
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ) l;

    newest := coalesce(newest, 'epoch');
    readable := least(newest + interval '1 microsecond', oldest);
    writing := oldest IS NOT NULL;
END
$$;

-- Only instances of earlier releases call posts_horizon.
CREATE OR REPLACE FUNCTION posts_horizon() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT CASE WHEN writing THEN readable ELSE greatest(statement_timestamp(), readable) END FROM posts_reach()
$$;

-- posts_in_time refuses to commit a new post if its transaction began too long ago. It
-- leaves 10 s of the 30 for the commit itself. Posts that are imported with a created_at
-- of their own are not live.
CREATE FUNCTION posts_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF clock_timestamp() - now() > interval '20 seconds' THEN
        RAISE EXCEPTION 'a transaction that writes a post must commit within 20 seconds' USING ERRCODE = 'query_canceled';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER posts_in_time AFTER INSERT ON posts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.created_at >= now())
    EXECUTE FUNCTION posts_in_time();
