ALTER TABLE notifications DROP COLUMN was_read;

CREATE OR REPLACE FUNCTION notifications_add(recipient bigint, actor bigint, act text, post bigint, comment bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    quiet CONSTANT interval := '1 hour';
    moment timestamptz;
    hidden boolean;
    stored record;
BEGIN
    IF recipient = actor OR EXISTS (SELECT FROM notification_settings s WHERE s.user_id = recipient AND act = ANY (s.muted)) THEN
        RETURN false;
    END IF;
    SELECT NOT is_active INTO hidden FROM users WHERE id = actor FOR KEY SHARE;
    moment := posts_moment();
    INSERT INTO notifications AS n (id, created_at, user_id, kind, actor_id, post_id, comment_id, is_head, is_hidden)
    VALUES (nextval('posts_id_seq'), moment, recipient, act, actor, post, comment, NOT hidden, hidden)
    ON CONFLICT (actor_id, kind, user_id, post_id, comment_id) DO UPDATE
    SET is_withdrawn = false,
        is_head      = NOT n.is_hidden,
        id           = CASE WHEN n.created_at > excluded.created_at - quiet THEN n.id ELSE excluded.id END,
        created_at   = CASE WHEN n.created_at > excluded.created_at - quiet THEN n.created_at ELSE excluded.created_at END
    RETURNING id, created_at, is_head INTO stored;
    -- A comment, reply or mention is the only act of its thread.
    IF stored.is_head AND act NOT IN ('comment', 'reply', 'mention') THEN
        PERFORM notifications_lead(stored.id);
    END IF;
    RETURN stored.created_at = moment;
END
$$;

CREATE OR REPLACE FUNCTION notifications_withdraw(recipient bigint, actor bigint, act text, post bigint, comment bigint) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
    stored record;
BEGIN
    SELECT id, is_head INTO stored FROM notifications
    WHERE actor_id = actor AND kind = act AND user_id = recipient AND post_id = post AND comment_id = comment
    FOR NO KEY UPDATE;
    UPDATE notifications SET is_withdrawn = true, is_head = false WHERE id = stored.id;
    IF stored.is_head THEN
        PERFORM notifications_lead(stored.id);
    END IF;
    RETURN stored.id IS NOT NULL;
END
$$;
