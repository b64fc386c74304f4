-- clock_tolerance is how far a post's created_at may be ahead of the clock, because a
-- clock may go back: a standby that takes over is behind by seconds at most, so a
-- minute is ample. A post further ahead comes from a wrong clock, and new posts do not
-- follow it. maxSkew in shared/live/limits.go is the same minute.
CREATE OR REPLACE FUNCTION clock_tolerance() RETURNS interval LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT interval '1 minute'
$$;
