-- feed_matches returns the ids of all posts of a feed that have the text and the tags,
-- in no order, or NULL if that takes too long: too many posts of all authors have them,
-- or too many posts are not indexed yet. It is planned for the values of each call: a
-- rare word and a narrow range of time need different plans.
CREATE OR REPLACE FUNCTION feed_matches(
    viewer bigint, form text, key text, all_tags text[],
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint
) RETURNS bigint[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET enable_bitmapscan = on
SET jit = off
AS $$
DECLARE
    -- This many matches can be read and compared in less than 200 ms.
    max_matches   CONSTANT integer := 20000;
    -- This many posts can be read in less than 50 ms.
    max_unindexed CONSTANT integer := 5000;
    unindexed integer := (SELECT count(*) FROM (
        SELECT FROM posts q
        WHERE NOT q.indexed AND (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
        LIMIT max_unindexed + 1
    ) q);
BEGIN
    IF unindexed > max_unindexed THEN
        RETURN NULL;
    END IF;
    RETURN (
        WITH matches AS MATERIALIZED (
            (SELECT q.id, q.user_id
             FROM posts q
             WHERE q.indexed
               AND (form IS NULL OR post_text(q.title, q.content, q.folded) LIKE key
                                    AND strpos(post_text(q.title, q.content, q.folded), form) > 0)
               AND (all_tags = '{}' OR q.tags @> all_tags)
               AND (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
             LIMIT max_matches + 1)
            UNION ALL
            SELECT q.id, q.user_id
            FROM posts q
            WHERE NOT q.indexed AND q.tags @> all_tags
              AND (form IS NULL OR strpos(post_text(q.title, q.content, q.folded), form) > 0)
              AND (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
        )
        SELECT CASE WHEN (SELECT count(*) FROM matches) <= max_matches THEN ARRAY(
            SELECT m.id FROM matches m
            -- IS TRUE keeps this a lookup in a hash. As a join it could be a loop over all pairs.
            WHERE (m.user_id IN (SELECT a.id FROM feed_authors(viewer) a)) IS TRUE
        ) END
    );
END
$$;
