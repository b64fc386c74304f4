-- notifications_lead sets the head of the group that a notification belongs to: its newest
-- notification that is neither withdrawn nor hidden. Likes of one thing are a group, and
-- so are follows of one day in UTC. Every other notification is a group of its own.
--
-- A writer does not wait for another one that adds to the same group, so a post that
-- many users like at once may have several heads for a moment. Readers take the newest,
-- and the next writer ends the others. A group is never left without a head.
CREATE OR REPLACE FUNCTION notifications_lead(changed bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    recent CONSTANT integer := 8; -- how many notifications of the group may still be heads
    c     notifications;
    since timestamptz := '-infinity';
    until timestamptz := 'infinity';
    first bigint;
    leads boolean;
BEGIN
    SELECT * INTO c FROM notifications WHERE id = changed;
    IF c.kind = 'follow' THEN
        since := date_trunc('day', c.created_at, 'UTC');
        until := since + interval '1 day';
    END IF;
    LOOP
        SELECT id, is_head INTO first, leads FROM notifications
        WHERE post_id = c.post_id AND comment_id = c.comment_id AND kind = c.kind AND user_id = c.user_id
          AND created_at >= since AND created_at < until AND NOT is_withdrawn AND NOT is_hidden
        ORDER BY created_at DESC, id DESC LIMIT 1;
        EXIT WHEN first IS NULL OR leads;
        UPDATE notifications SET is_head = true WHERE id = first AND NOT is_withdrawn AND NOT is_hidden;
        EXIT WHEN FOUND; -- else it was withdrawn in the meantime
    END LOOP;
    IF c.kind IN ('follow', 'like_post', 'like_comment') THEN
        UPDATE notifications SET is_head = false WHERE id IN (
            SELECT id FROM notifications WHERE is_head AND id <> first AND id IN (
                SELECT id FROM notifications
                WHERE post_id = c.post_id AND comment_id = c.comment_id AND kind = c.kind AND user_id = c.user_id
                  AND created_at >= since AND created_at < until
                ORDER BY created_at DESC, id DESC LIMIT recent
            ) FOR NO KEY UPDATE SKIP LOCKED
        );
    END IF;
END
$$;
