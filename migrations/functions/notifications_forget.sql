-- notifications_forget deletes the notifications about posts and comments that were
-- deleted, or removed but for their place.
CREATE OR REPLACE FUNCTION notifications_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'posts' THEN
        DELETE FROM notifications n USING changed c WHERE n.post_id = c.id;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM notifications n USING changed c WHERE n.post_id = c.post_id AND n.comment_id = c.id;
    ELSE
        DELETE FROM notifications n USING changed c WHERE n.post_id = c.post_id AND n.comment_id = c.id AND c.removed_at IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;
