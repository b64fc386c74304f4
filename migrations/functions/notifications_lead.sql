-- notifications_lead sets the head of the thread of a notification: its newest
-- notification that is neither withdrawn nor hidden.
--
-- A writer does not wait for another one that adds to the same thread, so a post that
-- many users like at once may have several heads for a moment. Readers take the newest,
-- and the next writer ends the others. A thread is never left without a head.
CREATE OR REPLACE FUNCTION notifications_lead(changed bigint) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off -- a plan that was made for a small table is kept while it grows
AS $$
DECLARE
    recent CONSTANT integer := 8; -- how many of the thread may still be heads
    t     text := (SELECT thread FROM notifications WHERE id = changed);
    first bigint;
    leads boolean;
BEGIN
    LOOP
        SELECT id, is_head INTO first, leads FROM notifications
        WHERE thread = t AND NOT is_withdrawn AND NOT is_hidden
        ORDER BY created_at DESC, id DESC LIMIT 1;
        EXIT WHEN first IS NULL OR leads;
        UPDATE notifications SET is_head = true WHERE id = first AND NOT is_withdrawn AND NOT is_hidden;
        EXIT WHEN FOUND; -- else it was withdrawn in the meantime
    END LOOP;
    UPDATE notifications SET is_head = false WHERE id IN (
        SELECT id FROM notifications WHERE is_head AND id <> first AND id IN (
            SELECT id FROM notifications WHERE thread = t AND NOT is_withdrawn AND NOT is_hidden
            ORDER BY created_at DESC, id DESC LIMIT recent
        ) FOR NO KEY UPDATE SKIP LOCKED
    );
END
$$;
