-- notifications_lead keeps the heads of a thread after one of its notifications became a
-- head, or ceased to be one because it was withdrawn or hidden. Readers list the newest
-- notification of a thread that is neither withdrawn nor hidden, and find it because it is
-- a head. Three rules ensure that:
--
--   - A notification that is added or shown is a head at first, at any position.
--   - A transaction ends a head only while it holds the lock of a newer head. So the newer
--     one can't be withdrawn before the end is committed.
--   - A transaction that withdraws or hides a head makes the next notification a head, and
--     holds its lock.
--
-- A writer does not wait for another one that adds to the same thread, so a post that
-- many users like at once may have several heads for a moment. The next writer ends the
-- older ones.
CREATE OR REPLACE FUNCTION notifications_lead(changed bigint) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off -- a plan that was made for a small table is kept while it grows
AS $$
DECLARE
    recent CONSTANT integer := 8; -- how many of the recipient's heads it looks at
    own  notifications;
    next record;
BEGIN
    SELECT * INTO own FROM notifications WHERE id = changed;

    -- It waits for a notification that is not a head: a transaction that changes one waits
    -- for nothing in this thread. It does not wait for a head: a transaction that withdraws
    -- one also looks for the next, and may wait for this transaction.
    IF own.is_withdrawn OR own.is_hidden THEN
        SELECT 'infinity'::timestamptz AS created_at, 0::bigint AS id INTO next;
        LOOP
            SELECT created_at, id, is_head INTO next FROM notifications
            WHERE thread = own.thread AND NOT is_withdrawn AND NOT is_hidden AND (created_at, id) < (next.created_at, next.id)
            ORDER BY created_at DESC, id DESC LIMIT 1;
            EXIT WHEN NOT FOUND;
            IF next.is_head THEN
                PERFORM FROM notifications WHERE id = next.id AND NOT is_withdrawn AND NOT is_hidden FOR NO KEY UPDATE SKIP LOCKED;
                CONTINUE WHEN NOT FOUND;
            END IF;
            UPDATE notifications SET is_head = true WHERE id = next.id AND NOT is_withdrawn AND NOT is_hidden;
            EXIT WHEN FOUND;
        END LOOP;
        RETURN;
    END IF;

    IF own.created_at < now() THEN -- it came back to its old place, and a head may be newer
        PERFORM FROM notifications
        WHERE thread = own.thread AND is_head AND NOT is_withdrawn AND NOT is_hidden AND (created_at, id) > (own.created_at, own.id)
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
