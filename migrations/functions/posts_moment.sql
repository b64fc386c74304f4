-- posts_moment returns the created_at of a new post or notification: the current time,
-- but always after every visible one within clock_tolerance. So they stay in order when
-- the clock goes back, as it may when a standby takes over.
--
-- Until its transaction ends, posts_moment holds a shared advisory lock. The key is
-- the negative of the transaction's start in microseconds, which is before the
-- returned time. Nobody waits for this lock: posts_reach only looks at it. A
-- transaction has one such lock, however much it writes. The lock must be taken
-- before the clock is read: see posts_reach.
CREATE OR REPLACE FUNCTION posts_moment() RETURNS timestamptz LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off -- as in notifications_lead
AS $$
DECLARE
    clock  timestamptz;
    latest timestamptz;
    newest timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-(extract(epoch FROM now()) * 1000000)::bigint);
    clock := clock_timestamp();
    latest := clock + clock_tolerance();
    newest := greatest(
        (SELECT created_at FROM posts WHERE created_at <= latest ORDER BY created_at DESC LIMIT 1),
        (SELECT created_at FROM notifications WHERE created_at <= latest ORDER BY created_at DESC LIMIT 1)
    );
    RETURN greatest(clock, newest + interval '1 microsecond');
END
$$;
