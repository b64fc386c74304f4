-- notifications_add notifies the recipient of an act, and returns whether it did. Users
-- are not notified of their own acts, of a kind that they turned off, or of an act that
-- notifications_seen hides from them: the end of a mute or a block does not bring it.
-- post and comment are 0 if the act has none.
--
-- If a user repeats an act, such as liking again after an unlike, the recipient is
-- notified at most once an hour. Within the hour the old notification is shown again in
-- its old position. It is new if the recipient read past that position only while the act
-- was undone, and so never saw it.
CREATE OR REPLACE FUNCTION notifications_add(recipient bigint, actor bigint, act text, post bigint, comment bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    quiet CONSTANT interval := '1 hour';
    moment timestamptz;
    hidden boolean;
    stored record;
BEGIN
    IF recipient = actor OR EXISTS (SELECT FROM notification_settings s WHERE s.user_id = recipient AND act = ANY (s.muted))
        OR NOT notifications_seen(recipient, actor)
    THEN
        RETURN false;
    END IF;
    SELECT NOT is_active INTO hidden FROM users WHERE id = actor FOR KEY SHARE;
    -- A follow may move to the thread of another day, which must not lose its head.
    IF act = 'follow' THEN
        PERFORM notifications_withdraw(recipient, actor, act, post, comment);
    END IF;
    moment := posts_moment();
    INSERT INTO notifications AS n (id, created_at, user_id, kind, actor_id, post_id, comment_id, is_head, is_hidden)
    VALUES (nextval('posts_id_seq'), moment, recipient, act, actor, post, comment, NOT hidden, hidden)
    ON CONFLICT (actor_id, kind, user_id, post_id, comment_id) DO UPDATE
    SET is_withdrawn = false,
        is_head      = NOT n.is_hidden,
        (id, created_at) = (
            SELECT CASE WHEN stays THEN n.id ELSE excluded.id END, CASE WHEN stays THEN n.created_at ELSE excluded.created_at END
            FROM (SELECT n.created_at > excluded.created_at - quiet AND (
                NOT n.is_withdrawn OR n.was_read OR NOT EXISTS (
                    SELECT FROM notification_reads r WHERE r.user_id = recipient AND (r.at, r.id) >= (n.created_at, n.id)
                )
            ) AS stays) place
        )
    RETURNING id, created_at, is_head INTO stored;
    -- A comment, reply or mention is the only act of its thread.
    IF stored.is_head AND act NOT IN ('comment', 'reply', 'mention') THEN
        PERFORM notifications_lead(stored.id);
    END IF;
    RETURN stored.created_at = moment;
END
$$;
