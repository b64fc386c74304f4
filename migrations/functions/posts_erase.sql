-- posts_erase deletes posts and what is on them: comments, likes, bookmarks and the
-- notifications of all these, up to most rows. It returns how many rows it deleted. If
-- these are fewer than most, the posts are gone.
--
-- The newest comments go first, so a reply is deleted before the comment it replies to.
CREATE OR REPLACE FUNCTION posts_erase(targets bigint[], most integer) RETURNS integer LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
AS $$
DECLARE
    target bigint;
    written bigint[];
    budget integer := most;
    gone   integer;
BEGIN
    FOREACH target IN ARRAY targets LOOP
        PERFORM FROM posts WHERE id = target FOR UPDATE; -- from here on nobody adds anything
        LOOP
            written := ARRAY(
                SELECT id FROM (
                    (SELECT id, created_at FROM comments WHERE post_id = target AND NOT is_hidden ORDER BY created_at DESC, id DESC LIMIT budget)
                    UNION ALL
                    (SELECT id, created_at FROM comments WHERE post_id = target AND is_hidden ORDER BY created_at DESC, id DESC LIMIT budget)
                ) c
                ORDER BY created_at DESC, id DESC LIMIT budget
            );
            EXIT WHEN written = '{}';
            DELETE FROM comment_likes WHERE (user_id, comment_id) IN (
                SELECT l.user_id, l.comment_id FROM comment_likes l WHERE l.comment_id = ANY (written) LIMIT budget);
            GET DIAGNOSTICS gone = ROW_COUNT;
            budget := budget - gone;
            DELETE FROM notifications WHERE id IN (
                SELECT n.id FROM notifications n WHERE n.post_id = target AND n.post_id <> 0 AND n.comment_id = ANY (written) LIMIT budget);
            GET DIAGNOSTICS gone = ROW_COUNT;
            budget := budget - gone;
            DELETE FROM comments WHERE id = ANY (written[:budget]);
            GET DIAGNOSTICS gone = ROW_COUNT;
            budget := budget - gone;
            IF budget <= 0 THEN
                RETURN most;
            END IF;
        END LOOP;
        DELETE FROM notifications WHERE id IN (SELECT n.id FROM notifications n WHERE n.post_id = target AND n.post_id <> 0 LIMIT budget);
        GET DIAGNOSTICS gone = ROW_COUNT;
        budget := budget - gone;
        DELETE FROM post_likes WHERE (user_id, post_id) IN (
            SELECT l.user_id, l.post_id FROM post_likes l WHERE l.post_id = target LIMIT budget);
        GET DIAGNOSTICS gone = ROW_COUNT;
        budget := budget - gone;
        DELETE FROM bookmarks WHERE (user_id, post_id) IN (
            SELECT b.user_id, b.post_id FROM bookmarks b WHERE b.post_id = target LIMIT budget);
        GET DIAGNOSTICS gone = ROW_COUNT;
        budget := budget - gone;
        IF budget <= 0 THEN
            RETURN most;
        END IF;
        DELETE FROM posts WHERE id = target;
        budget := budget - 1;
    END LOOP;
    RETURN most - budget;
END
$$;
