-- comments_notify notifies users of a new comment, and returns those it notified: the
-- author of the comment that it replies to, and of the one above that, then the author
-- of the post, then the mentioned users. Nobody is notified twice of one comment.
-- replied is null for a comment that is not a reply. An author who is deactivated reads
-- the notification after a reactivation.
CREATE OR REPLACE FUNCTION comments_notify(author bigint, mentioned bigint[], post bigint, comment bigint, replied bigint) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    told bigint[] := '{}';
    recipient bigint;
    act text;
BEGIN
    FOR recipient, act IN
        SELECT user_id, 'reply' FROM comments
        WHERE id IN (replied, (SELECT parent_id FROM comments WHERE id = replied)) AND taken_down_at IS NULL AND user_id IS NOT NULL
        UNION ALL
        SELECT user_id, 'comment' FROM posts WHERE id = post
    LOOP
        IF recipient <> ALL (told) AND notifications_add(recipient, author, act, post, comment) THEN
            told := told || recipient;
        END IF;
    END LOOP;
    RETURN told || mentions_notify(author, mentioned, post, comment);
END
$$;
