LOCK TABLE comments IN ACCESS EXCLUSIVE MODE;
LOCK TABLE posts, follows, users IN SHARE ROW EXCLUSIVE MODE;

DROP TRIGGER users_visibility ON users;
DROP FUNCTION users_visibility();
DROP FUNCTION visibility_apply(bigint, integer);
DROP FUNCTION visibility_neighbours(bigint, boolean, integer);
DROP TABLE visibility_queue;

INSERT INTO follows (follower_id, followee_id, created_at)
SELECT follower_id, followee_id, created_at FROM inactive_follows ON CONFLICT DO NOTHING;
DROP TABLE inactive_follows;

UPDATE comments SET is_hidden = false WHERE is_hidden;
DROP TRIGGER comments_changed ON comments;
DROP FUNCTION comments_recount();
DROP TRIGGER comments_hidden ON comments;
DROP FUNCTION comments_hide();
ALTER TABLE comments DROP COLUMN is_hidden;

CREATE OR REPLACE FUNCTION comments_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    UPDATE posts p SET comments_count = p.comments_count + step * d.comments
    FROM (SELECT post_id, count(*)::integer AS comments FROM changed GROUP BY post_id) d
    WHERE p.id = d.post_id;
    RETURN NULL;
END
$$;
