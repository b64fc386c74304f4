-- posts_in_time refuses to commit a new post if its transaction began too long ago.
-- The trigger skips posts that are imported with a created_at of their own: they are
-- not live.
CREATE OR REPLACE FUNCTION posts_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- posts_reach waits 30 s for a writer. The other 10 s are for the commit itself.
    commit_limit CONSTANT interval := '20 seconds';
BEGIN
    IF clock_timestamp() - now() > commit_limit THEN
        RAISE EXCEPTION 'a transaction that writes a post must commit within 20 seconds' USING ERRCODE = 'query_canceled';
    END IF;
    RETURN NULL;
END
$$;
