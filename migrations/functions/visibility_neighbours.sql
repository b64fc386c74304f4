-- visibility_neighbours returns the ids of the users to lock for the next batch of
-- visibility_apply: the other ends of the follows to move when the target becomes
-- active or inactive.
CREATE OR REPLACE FUNCTION visibility_neighbours(target bigint, active boolean, most integer) RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        (SELECT followee_id FROM follows WHERE NOT active AND follower_id = target LIMIT most)
        UNION
        (SELECT follower_id FROM follows WHERE NOT active AND followee_id = target LIMIT most)
        UNION
        (SELECT follower_id + followee_id - target FROM inactive_follows WHERE active AND inactive_id = target LIMIT most)
    )
$$;
