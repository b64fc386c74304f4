-- visibility_apply hides or shows one batch of the target's follows, comments, likes and
-- notifications of them, as is_active says, and returns whether nothing is left to do. It
-- locks rows in the same order as all other writers: users by id, then posts by id, then
-- comments, then notifications, then the counts of likes.
-- FOR UPDATE waits for every transaction that writes as one of these users, so nothing
-- is missed.
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
    acts  bigint[];
    heads bigint[];
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

    written := ARRAY(SELECT id FROM comments WHERE user_id = target AND is_hidden = active AND (NOT active OR taken_down_at IS NULL) LIMIT most);
    PERFORM FROM posts WHERE id IN (SELECT post_id FROM comments WHERE id = ANY (written)) ORDER BY id FOR NO KEY UPDATE;
    UPDATE comments SET is_hidden = NOT active WHERE id = ANY (written);

    liked_posts := ARRAY(SELECT post_id FROM post_likes WHERE user_id = target AND is_hidden = active LIMIT most);
    liked_comments := ARRAY(SELECT comment_id FROM comment_likes WHERE user_id = target AND is_hidden = active LIMIT most);
    PERFORM FROM posts WHERE id = ANY (liked_posts || ARRAY(SELECT post_id FROM comments WHERE id = ANY (liked_comments)))
    ORDER BY id FOR KEY SHARE;
    PERFORM FROM comments WHERE id = ANY (liked_comments) ORDER BY id FOR KEY SHARE;

    acts := ARRAY(SELECT id FROM notifications WHERE actor_id = target AND is_hidden = active LIMIT most);
    PERFORM FROM notifications WHERE id = ANY (acts) FOR NO KEY UPDATE;
    heads := ARRAY(SELECT id FROM notifications WHERE id = ANY (acts) AND CASE WHEN active THEN NOT is_withdrawn ELSE is_head END ORDER BY thread);
    UPDATE notifications SET is_hidden = NOT active, is_head = active AND id = ANY (heads) WHERE id = ANY (acts);
    PERFORM notifications_lead(head) FROM unnest(heads) head
    WHERE NOT active OR notifications_seen((SELECT user_id FROM notifications WHERE id = head), target);

    UPDATE post_likes SET is_hidden = NOT active WHERE user_id = target AND post_id = ANY (liked_posts);
    UPDATE comment_likes SET is_hidden = NOT active WHERE user_id = target AND comment_id = ANY (liked_comments);

    finished := NOT EXISTS (SELECT FROM comments WHERE user_id = target AND is_hidden = active AND (NOT active OR taken_down_at IS NULL))
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
