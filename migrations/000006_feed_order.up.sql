-- A live feed returns posts in the order of (created_at, id). A post must not appear
-- later before one that was already returned. now() is the start of a transaction and
-- does not tell when its posts become visible, so a writer takes a lock that others
-- can see before it reads the clock.

-- posts_moment returns the created_at of a new post. Until its transaction ends it
-- holds a shared advisory lock. The key is the negative of the transaction's start in
-- microseconds, which is before the returned time. Nobody waits for this lock. A
-- transaction has one such lock, however many posts it writes.
CREATE FUNCTION posts_moment() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-(extract(epoch FROM now()) * 1000000)::bigint);
    RETURN clock_timestamp();
END
$$;

-- posts_horizon returns a time before which no post can appear any more: a statement
-- that begins after this one sees every post with an earlier created_at. A transaction
-- releases its locks after its writes are visible. So an earlier writer is either among
-- the locks, or all later statements see its posts. A later writer gets a created_at
-- after this statement's.
CREATE FUNCTION posts_horizon() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT least(statement_timestamp(),
                 timestamptz 'epoch' - max(classid::bigint << 32 | objid::bigint) * interval '1 microsecond')
    FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND classid::bigint >= 2147483648
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
$$;

ALTER TABLE posts
    ALTER created_at SET DEFAULT posts_moment(),
    ALTER updated_at SET DEFAULT posts_moment();
