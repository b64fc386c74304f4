-- A live feed hands out posts in the order of (created_at, id) and must not
-- meet one later that belongs before what it has handed out. The start of a
-- transaction, now(), says nothing of when its posts can be seen, so a writer
-- shows that it is at work before it takes its moment.

-- posts_moment is when a post is created. Until the end of the transaction it
-- holds a lock whose key is the negative of the transaction's start in
-- microseconds, which comes before the moment; no one ever waits for it. A
-- transaction has one such lock, however many posts it writes.
CREATE FUNCTION posts_moment() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-(extract(epoch FROM now()) * 1000000)::bigint);
    RETURN clock_timestamp();
END
$$;

-- posts_horizon is the moment before which no more post can appear: a statement
-- that begins after this one sees every post with created_at before it. Locks
-- are released after what a transaction wrote can be seen, so an earlier writer
-- is either among the locks here or seen by all that follows. A later one takes
-- its moment after this statement's.
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
