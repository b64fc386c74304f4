-- mentions_notify notifies the users that a post or a comment mentions, and returns those
-- it notified. comment is 0 for a post. It skips users whom the same text has notified
-- before.
CREATE OR REPLACE FUNCTION mentions_notify(author bigint, mentioned bigint[], post bigint, comment bigint) RETURNS bigint[] LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
    notified bigint[] := '{}';
    recipient bigint;
BEGIN
    FOREACH recipient IN ARRAY mentioned LOOP
        CONTINUE WHEN EXISTS (
            SELECT FROM notifications
            WHERE actor_id = author AND kind = ANY ('{comment, reply, mention}') AND user_id = recipient
              AND post_id = post AND comment_id = comment
        );
        IF notifications_add(recipient, author, 'mention', post, comment) THEN
            notified := notified || recipient;
        END IF;
    END LOOP;
    RETURN notified;
END
$$;
