-- Replies to comments. Comments can be edited, mention users, and be removed: a removed
-- comment that has replies stays as a placeholder without text and author.
ALTER TABLE comments
    ADD COLUMN parent_id     bigint      REFERENCES comments (id) ON DELETE CASCADE,
    ADD COLUMN replies_count integer     NOT NULL DEFAULT 0,
    ADD COLUMN version       integer     NOT NULL DEFAULT 1,
    ADD COLUMN edited_at     timestamptz,
    ADD COLUMN removed_at    timestamptz,
    ADD COLUMN mentions      bigint[]    NOT NULL DEFAULT '{}',
    ALTER COLUMN user_id DROP NOT NULL,
    DROP CONSTRAINT comments_content_check;

-- NOT VALID spares a scan of the table under the strongest lock. The rules add to the
-- old ones only for columns that are new.
ALTER TABLE comments
    ADD CONSTRAINT comments_content_check CHECK (char_length(content) <= 1000 AND (content = '') = (removed_at IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT comments_author_check CHECK ((user_id IS NULL) = (removed_at IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT comments_replies_check CHECK (replies_count >= 0) NOT VALID,
    ADD CONSTRAINT comments_mentions_check CHECK (cardinality(mentions) <= 10) NOT VALID;

COMMENT ON COLUMN comments.parent_id IS 'The comment that this one replies to. It is no reply itself';
COMMENT ON COLUMN comments.replies_count IS 'How many replies are visible';
COMMENT ON COLUMN comments.mentions IS 'Ids of the users that the content named when it was written. Some may not be active by now';

-- The list of a post: comments that are not replies, including hidden ones that have
-- replies. While the indexes are built, comments can be read but not written.
CREATE INDEX comments_list_idx ON comments (post_id, created_at DESC, id DESC)
WHERE parent_id IS NULL AND (NOT is_hidden OR replies_count > 0);
CREATE INDEX comments_replies_idx ON comments (parent_id, is_hidden, created_at, id) WHERE parent_id IS NOT NULL;

CREATE OR REPLACE FUNCTION comments_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step integer := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
    IF (SELECT count(*) FROM changed) > 1 THEN -- a single post needs no lock order
        PERFORM FROM posts WHERE id IN (SELECT post_id FROM changed WHERE NOT is_hidden) ORDER BY id FOR NO KEY UPDATE;
    END IF;

    UPDATE posts p SET comments_count = p.comments_count + step * d.comments
    FROM (SELECT post_id, count(*)::integer AS comments FROM changed WHERE NOT is_hidden GROUP BY post_id) d
    WHERE p.id = d.post_id;

    IF EXISTS (SELECT FROM changed WHERE parent_id IS NOT NULL) THEN
        UPDATE comments c SET replies_count = c.replies_count + step * d.replies
        FROM (SELECT parent_id, count(*)::integer AS replies FROM changed WHERE NOT is_hidden AND parent_id IS NOT NULL GROUP BY parent_id) d
        WHERE c.id = d.parent_id;

        DELETE FROM comments c
        WHERE TG_OP = 'DELETE' AND c.id IN (SELECT parent_id FROM changed) AND c.removed_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM comments r WHERE r.parent_id = c.id);
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION comments_recount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE posts p SET comments_count = p.comments_count + d.comments
    FROM (
        SELECT post_id, sum(step)::integer AS comments
        FROM (
            SELECT post_id, 1 AS step FROM changed WHERE NOT is_hidden
            UNION ALL
            SELECT post_id, -1 FROM unchanged WHERE NOT is_hidden
        ) steps
        GROUP BY post_id
        HAVING sum(step) <> 0
    ) d
    WHERE p.id = d.post_id;

    IF EXISTS (SELECT FROM changed WHERE parent_id IS NOT NULL) THEN
        UPDATE comments c SET replies_count = c.replies_count + d.replies
        FROM (
            SELECT parent_id, sum(step)::integer AS replies
            FROM (
                SELECT parent_id, 1 AS step FROM changed WHERE NOT is_hidden
                UNION ALL
                SELECT parent_id, -1 FROM unchanged WHERE NOT is_hidden
            ) steps
            WHERE parent_id IS NOT NULL
            GROUP BY parent_id
            HAVING sum(step) <> 0
        ) d
        WHERE c.id = d.parent_id;
    END IF;
    RETURN NULL;
END
$$;
