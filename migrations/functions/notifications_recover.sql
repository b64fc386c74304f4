-- notifications_recover finds the heads of the recipient's threads in which the actor acts,
-- after the recipient muted the actor, after one blocked the other, or after the end of
-- that. If the actor is hidden now, the next notifications become heads beside the actor's.
-- The actor's are heads again if the actor is seen now. It changes 1,000 threads at most.
CREATE OR REPLACE FUNCTION notifications_recover(recipient bigint, actor bigint) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off -- as in notifications_lead
AS $$
DECLARE
    most CONSTANT integer := 1000;
    was_seen boolean := NOT notifications_seen(recipient, actor);
BEGIN
    -- The threads are in the order in which visibility_apply locks their notifications.
    PERFORM notifications_uncover(recipient, thread) FROM (
        SELECT thread FROM notifications
        WHERE actor_id = actor AND kind = ANY ('{follow, like_post, like_comment}') AND user_id = recipient
          AND NOT is_withdrawn AND NOT is_hidden AND is_head = was_seen
        LIMIT most
    ) acts
    ORDER BY thread;
END
$$;
