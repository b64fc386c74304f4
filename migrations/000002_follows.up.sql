CREATE TABLE follows (
    follower_id bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    followee_id bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (follower_id, followee_id),
    CONSTRAINT follows_self_check CHECK (follower_id <> followee_id)
);

CREATE INDEX follows_followers_idx ON follows (followee_id, created_at DESC, follower_id DESC);
CREATE INDEX follows_following_idx ON follows (follower_id, created_at DESC, followee_id DESC);

-- Triggers keep the counters, with one update per statement, so that the counters
-- stay exact through cascades and bulk loads. They first lock the rows in the order
-- of their ids, so that two users who follow each other at the same time do not
-- deadlock.
CREATE FUNCTION follows_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    PERFORM FROM users
    WHERE id IN (SELECT follower_id FROM changed UNION SELECT followee_id FROM changed)
    ORDER BY id FOR NO KEY UPDATE;

    UPDATE users u
    SET followers_count = u.followers_count + step * d.followers,
        following_count = u.following_count + step * d.following
    FROM (
        SELECT id, sum(followers)::integer AS followers, sum(following)::integer AS following
        FROM (
            SELECT followee_id AS id, 1 AS followers, 0 AS following FROM changed
            UNION ALL
            SELECT follower_id, 0, 1 FROM changed
        ) ends
        GROUP BY id
    ) d
    WHERE u.id = d.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER follows_added AFTER INSERT ON follows REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION follows_count();
CREATE TRIGGER follows_removed AFTER DELETE ON follows REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION follows_count();
