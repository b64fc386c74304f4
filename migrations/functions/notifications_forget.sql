-- notifications_forget deletes the notifications about posts and comments that were
-- deleted, or of which only a placeholder is left. Notifications without a post, which
-- have the post 0, are not in the index.
CREATE OR REPLACE FUNCTION notifications_forget() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off -- as in notifications_lead
AS $$
BEGIN
    IF TG_TABLE_NAME = 'posts' THEN
        DELETE FROM notifications n USING changed c WHERE n.post_id = c.id AND n.post_id <> 0;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM notifications n USING changed c
        WHERE n.post_id = c.post_id AND n.post_id <> 0 AND n.comment_id = c.id;
    ELSE
        DELETE FROM notifications n USING changed c
        WHERE n.post_id = c.post_id AND n.post_id <> 0 AND n.comment_id = c.id AND c.removed_at IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;
