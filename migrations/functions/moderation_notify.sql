-- moderation_notify notifies a user of an entry of the log, and returns whether it did.
-- Each entry is a separate notification. The actor is not disclosed, so actor_id is the
-- recipient. There is no post: comment_id is the negative id of the entry, which names
-- the subject. So the notification stays when the subject is deleted.
CREATE OR REPLACE FUNCTION moderation_notify(recipient bigint, entry bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    active boolean;
BEGIN
    IF EXISTS (SELECT FROM notification_settings s WHERE s.user_id = recipient AND 'moderation' = ANY (s.muted)) THEN
        RETURN false;
    END IF;
    SELECT is_active INTO active FROM users WHERE id = recipient FOR KEY SHARE;
    IF active IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO notifications (id, created_at, user_id, kind, actor_id, comment_id, is_head, is_hidden)
    VALUES (nextval('posts_id_seq'), posts_moment(), recipient, 'moderation', recipient, -entry, active, NOT active)
    ON CONFLICT (actor_id, kind, user_id, post_id, comment_id) DO NOTHING;
    RETURN FOUND;
END
$$;
