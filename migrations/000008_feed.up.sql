-- The feed's strategies, as functions: their plans are kept by each connection
-- whatever the client's query mode, which saves a third of the time of a page.
-- Only generic plans are right for every reader, so the functions see to it
-- that PostgreSQL has no other choice than the indexes that each step names.
--
-- A feed is read from all posts or from those with a tag, newest or oldest
-- first: the four functions are one text.
DO $do$
DECLARE
    feed text := $feed$
CREATE FUNCTION {name}(
    viewer bigint, {tag parameter}
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, -- bounds, not part of the page
    skipped integer, wanted integer
) RETURNS TABLE (post posts, username text)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off
AS $function$
#variable_conflict use_column
DECLARE
    reach    integer := skipped + wanted;
    followed integer := (SELECT following_count FROM users WHERE id = viewer);
    page     bigint[] := '{}';
BEGIN
    -- Who follows many finds a page among the posts that come first of all. To
    -- look at as many posts as there are authors costs a fifth of what the
    -- authors' own posts cost, so it is not lost if it finds too few.
    IF followed >= 300 THEN
        page := ARRAY(
            SELECT q.id
            FROM (
                SELECT q.id, q.user_id, q.created_at
                FROM {source} q
                WHERE {tag condition}
                      (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
                ORDER BY q.created_at {order}, q.id {order}
                LIMIT followed::bigint * reach / 20
            ) q
            WHERE q.user_id = viewer
               OR (SELECT true FROM follows f WHERE f.follower_id = viewer AND f.followee_id = q.user_id)
            ORDER BY q.created_at {order}, q.id {order}
            LIMIT reach
        );
    END IF;

    -- A page can only come from the authors whose first post is first. So take
    -- the first post of each, then the first posts of only the first authors:
    -- the work grows with the number of authors, not of posts.
    IF cardinality(page) < reach THEN
        page := ARRAY(
            WITH authors AS MATERIALIZED (
                SELECT followee_id AS id FROM follows WHERE follower_id = viewer
                UNION ALL
                SELECT viewer
            ), heads AS MATERIALIZED (
                SELECT a.id
                FROM authors a CROSS JOIN LATERAL (
                    SELECT q.created_at, q.id
                    FROM {source} q
                    WHERE {tag condition} q.user_id = a.id
                      AND (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
                    ORDER BY q.created_at {order}, q.id {order}
                    LIMIT 1
                ) q
                ORDER BY q.created_at {order}, q.id {order}
                LIMIT reach
            )
            SELECT q.id
            FROM heads h CROSS JOIN LATERAL (
                SELECT q.created_at, q.id
                FROM {source} q
                WHERE {tag condition} q.user_id = h.id
                  AND (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
                ORDER BY q.created_at {order}, q.id {order}
                LIMIT reach
            ) q
            ORDER BY q.created_at {order}, q.id {order}
            LIMIT reach
        );
    END IF;

    RETURN QUERY
    SELECT p, u.username::text
    FROM unnest(page[skipped + 1:]) found JOIN posts p ON p.id = found JOIN users u ON u.id = p.user_id
    ORDER BY p.created_at {order}, p.id {order};
END
$function$
$feed$;
    tagged text := replace(replace(replace(feed,
        '{tag parameter}', 'wanted_tag text,'),
        '{source}', '(SELECT post_id AS id, user_id, created_at, tag FROM post_tags)'),
        '{tag condition}', 'q.tag = wanted_tag AND');
BEGIN
    feed := replace(replace(replace(feed, '{tag parameter}', ''), '{source}', 'posts'), '{tag condition}', '');
    EXECUTE replace(replace(feed, '{name}', 'feed_newest'), '{order}', 'DESC');
    EXECUTE replace(replace(feed, '{name}', 'feed_oldest'), '{order}', 'ASC');
    EXECUTE replace(replace(tagged, '{name}', 'feed_tagged_newest'), '{order}', 'DESC');
    EXECUTE replace(replace(tagged, '{name}', 'feed_tagged_oldest'), '{order}', 'ASC');
END
$do$;
