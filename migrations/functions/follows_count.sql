-- follows_count keeps users.followers_count and users.following_count, with one
-- update per statement. It first locks the rows in the order of their ids, so that
-- two users who follow each other at the same time do not deadlock.
CREATE OR REPLACE FUNCTION follows_count() RETURNS trigger LANGUAGE plpgsql AS $$
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
