-- The feed's strategies are functions: each connection keeps their plans in every
-- query mode of the client, which saves a third of a page's time. The settings leave
-- PostgreSQL only one plan for each step, by the index that the step needs, so one
-- generic plan fits every reader.
--
-- A feed reads all posts or those with a tag, newest or oldest first: the four
-- functions are one text.
--
-- This is the feed of schema version 10, which its instances call until they are
-- replaced. The current feed is in functions/.
DO $do$
DECLARE
    feed text := $feed$
CREATE FUNCTION {name}(
    viewer bigint, {tag parameter}
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, -- exclusive bounds
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
    span     bigint;
    page     bigint[] := '{}';
BEGIN
    -- A window reads the first posts of all authors and keeps those of followed
    -- users. With many followed users it finds a page soon, unless they are quiet.
    -- Two short windows tell whether a long one, which costs as much as merging the
    -- authors, is likely to fill the page. Whether an author is followed is looked
    -- up for each post, or all follows are read once, which costs as much as looking
    -- up every fifth of them.
    IF followed >= 500 THEN
        FOREACH span IN ARRAY ARRAY[4 * reach, 20 * reach, followed / 3 * reach] LOOP
            EXIT WHEN span > 20 * reach AND cardinality(page) * span / (20 * reach) < reach * 1.5;
            page := ARRAY(
                SELECT q.id
                FROM (
                    SELECT q.id, q.user_id, q.created_at
                    FROM {source} q
                    WHERE {tag condition}
                          (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
                    ORDER BY q.created_at {order}, q.id {order}
                    LIMIT span
                ) q
                WHERE q.user_id = viewer
                   OR CASE WHEN span > 4 * reach AND followed < 100 * reach
                      THEN q.user_id IN (SELECT f.followee_id FROM follows f WHERE f.follower_id = viewer)
                      ELSE (SELECT true FROM follows f WHERE f.follower_id = viewer AND f.followee_id = q.user_id) END
                ORDER BY q.created_at {order}, q.id {order}
                LIMIT reach
            );
            EXIT WHEN cardinality(page) = reach;
        END LOOP;
    END IF;

    -- The merge. A page can only contain posts of the authors with the first first
    -- posts. So find the first post of each author, then the first posts of only the
    -- first authors: the work grows with the number of authors, not of posts.
    -- newest_posts has the newest post of each author. If that is outside the
    -- bounds, look for the first one inside. If there are reach first posts, the
    -- page ends at the last of them.
    IF cardinality(page) < reach THEN
        page := ARRAY(
            WITH authors AS MATERIALIZED (
                SELECT a.id, {known}
                FROM (SELECT followee_id FROM follows WHERE follower_id = viewer UNION ALL SELECT viewer) a (id) {known by}
            ), heads AS MATERIALIZED (
                SELECT h.id, h.first_at
                FROM (
                    SELECT a.id, a.first_at, a.first_id
                    FROM authors a
                    WHERE (a.first_at, a.first_id) > (after_at, after_id) AND (a.first_at, a.first_id) < (before_at, before_id)
                    UNION ALL
                    SELECT a.id, q.created_at, q.id
                    FROM authors a CROSS JOIN LATERAL (
                        SELECT q.created_at, q.id
                        FROM {source} q
                        WHERE {tag condition} q.user_id = a.id
                          AND (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
                        ORDER BY q.created_at {order}, q.id {order}
                        LIMIT 1
                    ) q
                    WHERE (a.first_at, a.first_id) >= (before_at, before_id)
                ) h (id, first_at, first_id)
                ORDER BY h.first_at {order}, h.first_id {order}
                LIMIT reach
            )
            SELECT q.id
            FROM (SELECT CASE WHEN count(*) = reach THEN {last}(first_at) END FROM heads) ending (at)
            CROSS JOIN heads h CROSS JOIN LATERAL (
                SELECT q.created_at, q.id
                FROM {source} q
                WHERE {tag condition} q.user_id = h.id AND q.created_at {until} coalesce(ending.at, {never})
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
    all_posts text[] := ARRAY['{tag parameter}', '', '{source}', 'posts', '{tag condition}', ''];
    tagged    text[] := ARRAY['{tag parameter}', 'wanted_tag text,',
        '{source}', '(SELECT post_id AS id, user_id, created_at, tag FROM post_tags)', '{tag condition}', 'q.tag = wanted_tag AND'];
    known     text[] := ARRAY['{known}', 'n.created_at AS first_at, n.post_id AS first_id',
        '{known by}', 'JOIN newest_posts n ON n.user_id = a.id'];
    unknown   text[] := ARRAY['{known}', $$'infinity'::timestamptz AS first_at, 0 AS first_id$$, '{known by}', ''];
    newest    text[] := ARRAY['{order}', 'DESC', '{last}', 'min', '{until}', '>=', '{never}', $$'-infinity'$$];
    oldest    text[] := ARRAY['{order}', 'ASC', '{last}', 'max', '{until}', '<=', '{never}', $$'infinity'$$];
    variant   text[];
    code      text;
BEGIN
    FOREACH variant SLICE 1 IN ARRAY ARRAY[
        ARRAY['{name}', 'feed_newest'] || all_posts || newest || known,
        ARRAY['{name}', 'feed_oldest'] || all_posts || oldest || unknown,
        ARRAY['{name}', 'feed_tagged_newest'] || tagged || newest || unknown,
        ARRAY['{name}', 'feed_tagged_oldest'] || tagged || oldest || unknown
    ] LOOP
        code := feed;
        FOR i IN 1 .. cardinality(variant) / 2 LOOP
            code := replace(code, variant[2 * i - 1], variant[2 * i]);
        END LOOP;
        EXECUTE code;
    END LOOP;
END
$do$;
