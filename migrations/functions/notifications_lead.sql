-- notifications_lead keeps the heads of a thread after one of its notifications became a
-- head that its recipient sees, or ceased to be one because it was withdrawn or hidden.
-- Readers list the newest notification of a thread that is neither withdrawn nor hidden and
-- whose actor they see (notifications_seen), and find it because it is a head. Four rules
-- ensure that:
--
--   - A notification that is added or shown is a head at first, at any position.
--   - A transaction ends a head only while it holds the lock of a newer head whose actor
--     the recipient sees. So the newer one can't be withdrawn before the end is committed.
--   - A transaction that withdraws or hides a head makes the next notification a head, and
--     holds its lock (notifications_uncover).
--   - A mute or a block, and its end, does the same (notifications_recover).
--
-- A writer does not wait for another one that adds to the same thread, so a post that
-- many users like at once may have several heads for a moment. The next writer ends the
-- older ones.
CREATE OR REPLACE FUNCTION notifications_lead(changed bigint) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off -- a plan that was made for a small table is kept while it grows
AS $$
DECLARE
    recent CONSTANT integer := 8; -- how many of the recipient's heads it looks at
    own notifications;
BEGIN
    SELECT * INTO own FROM notifications WHERE id = changed;

    IF own.is_withdrawn OR own.is_hidden THEN
        PERFORM notifications_uncover(own.user_id, own.thread);
        RETURN;
    END IF;

    IF own.created_at < now() THEN -- it came back to its old place, and a head may be newer
        PERFORM FROM notifications
        WHERE thread = own.thread AND is_head AND NOT is_withdrawn AND NOT is_hidden AND (created_at, id) > (own.created_at, own.id)
          AND notifications_seen(own.user_id, actor_id)
        ORDER BY created_at DESC, id DESC LIMIT 1 FOR SHARE SKIP LOCKED;
        IF FOUND THEN
            UPDATE notifications SET is_head = false WHERE id = changed;
            RETURN;
        END IF;
    END IF;
    UPDATE notifications SET is_head = false WHERE id IN (
        SELECT id FROM notifications WHERE is_head AND thread = own.thread AND id IN (
            SELECT id FROM notifications WHERE user_id = own.user_id AND is_head AND (created_at, id) < (own.created_at, own.id)
            ORDER BY created_at DESC, id DESC LIMIT recent
        ) FOR NO KEY UPDATE SKIP LOCKED
    );
END
$$;
