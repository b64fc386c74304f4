-- mentions_notify tells the mentioned users of a post or a comment, and returns those it
-- told. comment is 0 for a post. It skips users who were told of the same text before.
CREATE OR REPLACE FUNCTION mentions_notify(author bigint, mentioned bigint[], post bigint, comment bigint) RETURNS bigint[] LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
    told bigint[] := '{}';
    recipient bigint;
BEGIN
    FOREACH recipient IN ARRAY mentioned LOOP
        CONTINUE WHEN EXISTS (
            SELECT FROM notifications
            WHERE actor_id = author AND kind = ANY ('{comment, reply, mention}') AND user_id = recipient
              AND post_id = post AND comment_id = comment
        );
        IF notifications_add(recipient, author, 'mention', post, comment) THEN
            told := told || recipient;
        END IF;
    END LOOP;
    RETURN told;
END
$$;
