-- posts_count keeps users.posts_count, with one update per statement. Posts that were
-- taken down do not count: see posts_recount.
CREATE OR REPLACE FUNCTION posts_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    UPDATE users u SET posts_count = u.posts_count + step * d.posts
    FROM (SELECT user_id, count(*)::integer AS posts FROM changed WHERE taken_down_at IS NULL GROUP BY user_id) d
    WHERE u.id = d.user_id;
    RETURN NULL;
END
$$;
