-- notifications_seen returns whether the recipient sees notifications of the actor's acts:
-- the recipient has not muted the actor, and neither has blocked the other. Acts of
-- inactive users are hidden by notifications.is_hidden.
CREATE OR REPLACE FUNCTION notifications_seen(recipient bigint, actor bigint) RETURNS boolean LANGUAGE plpgsql STABLE
SET enable_seqscan = off -- as in notifications_lead
AS $$
BEGIN
    RETURN NOT EXISTS (SELECT FROM mutes WHERE muter_id = recipient AND muted_id = actor)
        AND NOT EXISTS (SELECT FROM blocks WHERE blocker_id = recipient AND blocked_id = actor)
        AND NOT EXISTS (SELECT FROM blocks WHERE blocker_id = actor AND blocked_id = recipient);
END
$$;
