-- notifications_uncover makes the newest notification of a thread a head. If its actor is
-- hidden from the recipient (notifications_seen), it also makes the newest of those a head
-- whose actors are not. Withdrawn and hidden notifications don't count.
--
-- It waits for a notification that is not a head: a transaction that changes one waits for
-- nothing in this thread. It does not wait for a head: a transaction that withdraws one also
-- looks for the next, and may wait for this transaction.
CREATE OR REPLACE FUNCTION notifications_uncover(recipient bigint, of_thread text) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off -- as in notifications_lead
AS $$
DECLARE
    has_newest boolean := false;
    next record;
BEGIN
    SELECT 'infinity'::timestamptz AS created_at, 0::bigint AS id INTO next;
    LOOP
        SELECT created_at, id, actor_id, is_head INTO next FROM notifications n
        WHERE thread = of_thread AND NOT is_withdrawn AND NOT is_hidden AND (created_at, id) < (next.created_at, next.id)
          AND (NOT has_newest OR notifications_seen(recipient, n.actor_id))
        ORDER BY created_at DESC, id DESC LIMIT 1;
        EXIT WHEN NOT FOUND;
        IF next.is_head THEN
            PERFORM FROM notifications WHERE id = next.id AND NOT is_withdrawn AND NOT is_hidden FOR NO KEY UPDATE SKIP LOCKED;
        ELSE
            UPDATE notifications SET is_head = true WHERE id = next.id AND NOT is_withdrawn AND NOT is_hidden;
        END IF;
        IF FOUND THEN
            EXIT WHEN has_newest OR notifications_seen(recipient, next.actor_id);
            has_newest := true;
        END IF;
    END LOOP;
END
$$;
