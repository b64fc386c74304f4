-- notifications_withdraw hides the notification of an act that was undone, and returns
-- whether there is one. The row stays, so that notifications_add knows when the recipient
-- was notified.
CREATE OR REPLACE FUNCTION notifications_withdraw(recipient bigint, actor bigint, act text, post bigint, comment bigint) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
    stored record;
BEGIN
    SELECT id, is_head INTO stored FROM notifications
    WHERE actor_id = actor AND kind = act AND user_id = recipient AND post_id = post AND comment_id = comment
    FOR NO KEY UPDATE;
    UPDATE notifications n SET is_withdrawn = true, is_head = false, was_read = EXISTS (
        SELECT FROM notification_reads r WHERE r.user_id = recipient AND ((r.at, r.id) >= (n.created_at, n.id) OR n.id = ANY (r.ahead))
    )
    WHERE id = stored.id AND NOT is_withdrawn;
    IF stored.is_head THEN
        PERFORM notifications_lead(stored.id);
    END IF;
    RETURN stored.id IS NOT NULL;
END
$$;
