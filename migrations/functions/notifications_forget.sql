-- notifications_forget deletes the notifications about posts and comments that were
-- deleted, or removed but for their place. A thread begins with the ids of both, and ';'
-- follows ':', so each range is what begins with these ids.
CREATE OR REPLACE FUNCTION notifications_forget() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off -- as in notifications_lead
AS $$
BEGIN
    IF TG_TABLE_NAME = 'posts' THEN
        DELETE FROM notifications n USING changed c WHERE n.thread >= c.id || ':' AND n.thread < c.id || ';';
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM notifications n USING changed c
        WHERE n.thread >= c.post_id || ':' || c.id || ':' AND n.thread < c.post_id || ':' || c.id || ';';
    ELSE
        DELETE FROM notifications n USING changed c
        WHERE n.thread >= c.post_id || ':' || c.id || ':' AND n.thread < c.post_id || ':' || c.id || ';' AND c.removed_at IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;
