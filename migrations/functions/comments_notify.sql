-- comments_notify notifies users of a new comment, and returns those it notified. It
-- notifies, in this order: the authors of the comment replied to and of its parent, the
-- author of the post, the mentioned users. Nobody is notified twice of one comment.
-- replied is null for a comment that is not a reply. A deactivated author is also
-- notified, and sees the notification once reactivated.
CREATE OR REPLACE FUNCTION comments_notify(author bigint, mentioned bigint[], post bigint, comment bigint, replied bigint) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    notified bigint[] := '{}';
    recipient bigint;
    act text;
BEGIN
    FOR recipient, act IN
        SELECT user_id, 'reply' FROM comments
        WHERE id IN (replied, (SELECT parent_id FROM comments WHERE id = replied)) AND taken_down_at IS NULL AND user_id IS NOT NULL
        UNION ALL
        SELECT user_id, 'comment' FROM posts WHERE id = post
    LOOP
        IF recipient <> ALL (notified) AND notifications_add(recipient, author, act, post, comment) THEN
            notified := notified || recipient;
        END IF;
    END LOOP;
    RETURN notified || mentions_notify(author, mentioned, post, comment);
END
$$;
