DROP TRIGGER posts_in_time ON posts;
DROP FUNCTION posts_in_time();

CREATE OR REPLACE FUNCTION posts_horizon() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT least(statement_timestamp(),
                 timestamptz 'epoch' - max(classid::bigint << 32 | objid::bigint) * interval '1 microsecond')
    FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND classid::bigint >= 2147483648
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
$$;
DROP FUNCTION posts_reach();

CREATE OR REPLACE FUNCTION posts_moment() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-(extract(epoch FROM now()) * 1000000)::bigint);
    RETURN clock_timestamp();
END
$$;
DROP FUNCTION IF EXISTS clock_tolerance();

DO $$
DECLARE
    setting text;
BEGIN
    FOREACH setting IN ARRAY ARRAY[
        'statement_timeout', 'idle_in_transaction_session_timeout',
        'tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count'
    ] LOOP
        EXECUTE format('ALTER DATABASE %I RESET %I', current_database(), setting);
    END LOOP;
END
$$;
