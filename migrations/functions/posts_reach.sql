-- posts_reach returns how far posts and notifications can be read. A statement that
-- begins after it sees all of them with created_at before readable, and none appears
-- there later. readable is just after the newest one, or the start of the oldest recent
-- transaction that is writing one, whichever is earlier.
--
-- posts_reach reads the newest ones first, and the locks of posts_moment after that.
-- A writer that is not among the locks has either ended, and all later statements see
-- what it wrote; or it takes its lock later, sees the newest ones, and gets a
-- created_at after them.
CREATE OR REPLACE FUNCTION posts_reach(
    OUT readable timestamptz,
    OUT newest   timestamptz,
    OUT writing  boolean,     -- whether a writer younger than writer_limit is open
    OUT began    timestamptz, -- the start of the oldest transaction with a lock
    OUT holder   integer      -- the process id of its session
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    -- posts_in_time refuses commits after 20 s and leaves 10 s for the commit itself.
    -- So a lock that is older than 30 s hides nothing.
    writer_limit CONSTANT interval := '30 seconds';
    -- A negative lock key has its highest bit set, which is the highest bit of classid.
    negative     CONSTANT bigint := 1::bigint << 31;
    clock  timestamptz := statement_timestamp();
    latest timestamptz := clock + clock_tolerance();
    oldest timestamptz;
BEGIN
    newest := greatest(
        (SELECT created_at FROM posts WHERE created_at <= latest ORDER BY created_at DESC LIMIT 1),
        (SELECT created_at FROM notifications WHERE created_at <= latest ORDER BY created_at DESC LIMIT 1)
    );

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
