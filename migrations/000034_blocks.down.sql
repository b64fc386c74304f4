DROP TRIGGER posts_taken_down ON posts;
DROP FUNCTION posts_recount;

-- Functions that read these tables call visible_users, feed_authors and notifications_seen.
CREATE OR REPLACE FUNCTION visible_users(viewer bigint) RETURNS SETOF users LANGUAGE sql STABLE AS $$
    SELECT u.* FROM users u WHERE u.is_active
$$;

CREATE OR REPLACE FUNCTION feed_authors(viewer bigint) RETURNS TABLE (id bigint) LANGUAGE sql STABLE AS $$
    SELECT f.followee_id FROM follows f WHERE f.follower_id = viewer UNION ALL SELECT viewer
$$;

CREATE OR REPLACE FUNCTION notifications_seen(recipient bigint, actor bigint) RETURNS boolean LANGUAGE plpgsql STABLE
SET enable_seqscan = off
AS $$
BEGIN
    RETURN true;
END
$$;

DROP FUNCTION IF EXISTS notifications_recover;

CREATE OR REPLACE FUNCTION posts_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    UPDATE users u SET posts_count = u.posts_count + step * d.posts
    FROM (SELECT user_id, count(*)::integer AS posts FROM changed GROUP BY user_id) d
    WHERE u.id = d.user_id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION visibility_apply(target bigint, most integer) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
AS $$
DECLARE
    active   boolean := (SELECT is_active FROM users WHERE id = target);
    others   bigint[] := visibility_neighbours(target, active, most);
    written  bigint[];
    finished boolean;
    liked_posts    bigint[];
    liked_comments bigint[];
    acts bigint[];
BEGIN
    PERFORM FROM users WHERE id = ANY (others || target) ORDER BY id FOR UPDATE;
    active := (SELECT is_active FROM users WHERE id = target); -- read again under the lock

    IF active THEN
        WITH moved AS (
            DELETE FROM inactive_follows i USING users u
            WHERE i.inactive_id = target AND u.id = i.follower_id + i.followee_id - target AND u.id = ANY (others) AND u.is_active
            RETURNING i.follower_id, i.followee_id, i.created_at
        )
        INSERT INTO follows (follower_id, followee_id, created_at) SELECT * FROM moved ON CONFLICT DO NOTHING;

        UPDATE inactive_follows SET inactive_id = follower_id + followee_id - target
        WHERE inactive_id = target AND follower_id + followee_id - target = ANY (others);
    ELSE
        WITH moved AS (
            DELETE FROM follows f
            USING (SELECT target, o FROM unnest(others) o UNION ALL SELECT o, target FROM unnest(others) o) pair (follower_id, followee_id)
            WHERE f.follower_id = pair.follower_id AND f.followee_id = pair.followee_id
            RETURNING f.follower_id, f.followee_id, f.created_at
        )
        INSERT INTO inactive_follows (follower_id, followee_id, created_at, inactive_id)
        SELECT follower_id, followee_id, created_at, target FROM moved ON CONFLICT DO NOTHING;
    END IF;

    written := ARRAY(SELECT id FROM comments WHERE user_id = target AND is_hidden = active LIMIT most);
    PERFORM FROM posts WHERE id IN (SELECT post_id FROM comments WHERE id = ANY (written)) ORDER BY id FOR NO KEY UPDATE;
    UPDATE comments SET is_hidden = NOT active WHERE id = ANY (written);

    liked_posts := ARRAY(SELECT post_id FROM post_likes WHERE user_id = target AND is_hidden = active LIMIT most);
    liked_comments := ARRAY(SELECT comment_id FROM comment_likes WHERE user_id = target AND is_hidden = active LIMIT most);
    PERFORM FROM posts WHERE id = ANY (liked_posts || ARRAY(SELECT post_id FROM comments WHERE id = ANY (liked_comments)))
    ORDER BY id FOR KEY SHARE;
    PERFORM FROM comments WHERE id = ANY (liked_comments) ORDER BY id FOR KEY SHARE;
    UPDATE post_likes SET is_hidden = NOT active WHERE user_id = target AND post_id = ANY (liked_posts);
    UPDATE comment_likes SET is_hidden = NOT active WHERE user_id = target AND comment_id = ANY (liked_comments);

    acts := ARRAY(SELECT id FROM notifications WHERE actor_id = target AND is_hidden = active LIMIT most);
    UPDATE notifications SET is_hidden = NOT active, is_head = false WHERE id = ANY (acts);
    PERFORM notifications_lead(id) FROM unnest(acts) id;

    finished := NOT EXISTS (SELECT FROM comments WHERE user_id = target AND is_hidden = active)
        AND NOT EXISTS (SELECT FROM post_likes WHERE user_id = target AND is_hidden = active)
        AND NOT EXISTS (SELECT FROM comment_likes WHERE user_id = target AND is_hidden = active)
        AND NOT EXISTS (SELECT FROM notifications WHERE actor_id = target AND is_hidden = active)
        AND CASE WHEN active THEN NOT EXISTS (SELECT FROM inactive_follows WHERE inactive_id = target)
            ELSE NOT EXISTS (SELECT FROM follows WHERE follower_id = target)
             AND NOT EXISTS (SELECT FROM follows WHERE followee_id = target) END;
    IF finished THEN
        DELETE FROM visibility_queue WHERE user_id = target;
    ELSE
        INSERT INTO visibility_queue (user_id) VALUES (target) ON CONFLICT DO NOTHING;
    END IF;
    RETURN finished;
END
$$;

CREATE OR REPLACE FUNCTION feed_answer(page bigint[], skipped integer, wanted integer, reached_at timestamptz, reached_id bigint)
RETURNS TABLE (post posts, username text, next_at timestamptz, next_id bigint, next_skip integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off
AS $function$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT p, u.username::text, NULL::timestamptz, NULL::bigint, NULL::integer
    FROM unnest(page[skipped + 1:skipped + wanted]) WITH ORDINALITY found (id, place)
    JOIN posts p ON p.id = found.id
    JOIN users u ON u.id = p.user_id AND u.is_active
    ORDER BY found.place;

    IF cardinality(page) > skipped + wanted THEN
        RETURN QUERY SELECT NULL::posts, NULL, p.created_at, p.id, 0 FROM posts p WHERE p.id = page[skipped + wanted];
    ELSIF reached_at IS NOT NULL THEN
        RETURN QUERY SELECT NULL::posts, NULL, reached_at, reached_id, greatest(skipped - cardinality(page), 0);
    END IF;
END
$function$;

ALTER TABLE posts DROP COLUMN taken_down_at;
ALTER TABLE comments DROP COLUMN taken_down_at;
COMMENT ON COLUMN comments.is_hidden IS 'Whether the author is inactive';
DROP TABLE mutes, blocks;

DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET jit', current_database()); END $$;
