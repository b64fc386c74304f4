DROP FUNCTION IF EXISTS feed_page_search_oldest, feed_page_search_newest, feed_matches;
DROP FUNCTION IF EXISTS feed_page_tagged_oldest, feed_page_tagged_newest, feed_page_oldest, feed_page_newest;
DROP FUNCTION IF EXISTS feed_ids_tagged_oldest, feed_ids_tagged_newest, feed_ids_oldest, feed_ids_newest;
DROP FUNCTION IF EXISTS feed_answer;
DROP INDEX posts_text_trgm_idx;

-- What follows is the text of migration 10: functions/feed_search.sql has replaced it.

-- A feed filtered by a search or by several tags. How often a filter matches is not
-- known in advance, and no index has the matches in the feed's order. So frequent
-- matches are found on a walk through the feed, rare ones by the indexes of words and
-- tags, and a sample tells which to use.

-- feed_match_… return all matches in order. They are planned for the values of each
-- call: a rare word and a narrow range of time need different plans.
DO $do$
DECLARE
    direction text[];
    text_of_match text := $match$
CREATE OR REPLACE FUNCTION feed_match_{name}(
    viewer bigint, pattern text, all_tags text[],
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, reach integer
) RETURNS bigint[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_bitmapscan = on
SET jit = off
AS $function$
BEGIN
    RETURN ARRAY(
        WITH matches AS MATERIALIZED (
            SELECT q.id, q.user_id, q.created_at
            FROM posts q
            WHERE (q.title ILIKE pattern OR q.content ILIKE pattern OR pattern IS NULL) AND q.tags @> all_tags
              AND (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
        )
        SELECT m.id
        FROM matches m
        WHERE m.user_id = viewer
           OR (SELECT true FROM follows f WHERE f.follower_id = viewer AND f.followee_id = m.user_id)
        ORDER BY m.created_at {order}, m.id {order}
        LIMIT reach
    );
END
$function$
$match$;

    -- The walk reads slices of time. The first is the portion of all time that is
    -- expected to fill the page; each further one is four times as long.
    text_of_walk text := $walk$
CREATE OR REPLACE FUNCTION feed_walk_{name}(
    authors bigint[], portion real, pattern text, all_tags text[],
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, reach integer
) RETURNS bigint[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off
AS $function$
DECLARE
    page    bigint[] := '{}';
    near_at timestamptz := {near}_at; -- the begin of the slice
    near_id bigint := {near}_id;
    far_at  timestamptz;              -- its end
    far_id  bigint := 0;
    first   timestamptz := (
        SELECT q.created_at FROM posts q
        WHERE (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
        ORDER BY q.created_at {order}, q.id {order} LIMIT 1);
    last    timestamptz := (
        SELECT q.created_at FROM posts q
        WHERE (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
        ORDER BY q.created_at {reverse}, q.id {reverse} LIMIT 1);
    width   interval;
BEGIN
    {begin}
    width := (last - first) * portion + interval '{sign}1 second';
    WHILE last IS NOT NULL AND cardinality(page) < reach LOOP
        far_at := first + width;
        IF far_at {beyond} last THEN
            far_at := {far}_at;
            far_id := {far}_id;
            last := NULL;
        END IF;
        page := page || ARRAY(
            SELECT q.id
            FROM unnest(authors) author CROSS JOIN LATERAL (
                SELECT q.id, q.created_at
                FROM posts q
                WHERE q.user_id = author
                  AND (q.created_at, q.id) > ({low}_at, {low}_id) AND (q.created_at, q.id) < ({high}_at, {high}_id)
                  AND (pattern IS NULL OR q.title ILIKE pattern OR q.content ILIKE pattern) AND q.tags @> all_tags
                OFFSET 0
            ) q
            ORDER BY q.created_at {order}, q.id {order}
            LIMIT reach - cardinality(page)
        );
        near_at := far_at;
        near_id := far_id;
        width := width * 4;
    END LOOP;
    RETURN page;
END
$function$
$walk$;

    text_of_search text := $search$
CREATE OR REPLACE FUNCTION feed_search_{name}(
    viewer bigint, pattern text, all_tags text[],
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
    newest   bigint := (SELECT max(id) FROM posts);
    authors  bigint[] := ARRAY(SELECT followee_id FROM follows WHERE follower_id = viewer) || viewer;
    total    real := (SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'posts'::regclass);
    theirs   real; -- how many posts the authors wrote
    matching real; -- the share of all posts that match
    needed   real; -- how many of the authors' posts hold a page
    page     bigint[];
BEGIN
    IF cardinality(authors) < 500 THEN
        theirs := (SELECT sum(u.posts_count) FROM unnest(authors) author JOIN users u ON u.id = author);
    END IF;
    IF theirs < 2000 THEN -- not worth a sample
        needed := theirs;
    ELSE
        SELECT avg(((pattern IS NULL OR q.title ILIKE pattern OR q.content ILIKE pattern) AND q.tags @> all_tags)::integer),
               coalesce(theirs, greatest(total / 1000, total * avg(
                   coalesce((SELECT 1 FROM follows f WHERE f.follower_id = viewer AND f.followee_id = q.user_id), 0))))
        INTO matching, theirs
        FROM (
            (SELECT id FROM posts ORDER BY created_at DESC, id DESC LIMIT 800) -- in memory
            UNION ALL
            SELECT (random() * newest)::bigint FROM generate_series(1, 200) -- of any age
        ) picked JOIN posts q ON q.id = picked.id;
        needed := least(1.5 * reach / nullif(matching, 0), theirs);
    END IF;

    -- The indexes read all matching posts, each at the cost of two posts of the
    -- walk, and a thousandth of all entries before. They need three letters or
    -- digits in a row.
    IF needed < 2 * matching * total + total / 1000 OR matching IS NULL
       OR (pattern IS NOT NULL AND pattern !~ '[[:alnum:]]{3}') THEN
        page := feed_walk_{name}(authors, coalesce(needed / nullif(theirs, 0), 1), pattern, all_tags, after_at, after_id, before_at, before_id, reach);
    ELSE
        page := feed_match_{name}(viewer, pattern, all_tags, after_at, after_id, before_at, before_id, reach);
    END IF;

    RETURN QUERY
    SELECT p, u.username::text
    FROM unnest(page[skipped + 1:]) found JOIN posts p ON p.id = found JOIN users u ON u.id = p.user_id
    ORDER BY p.created_at {order}, p.id {order};
END
$function$
$search$;

    -- If all followed authors are quiet, begin at their newest post, not at the
    -- newest of all.
    newest text[] := ARRAY['{name}', 'newest', '{order}', 'DESC', '{reverse}', 'ASC', '{sign}', '-', '{beyond}', '<=',
        '{near}', 'before', '{far}', 'after', '{low}', 'far', '{high}', 'near',
        '{begin}', 'first := least(first, (SELECT max(n.created_at) FROM newest_posts n WHERE n.user_id = ANY (authors)));'];
    oldest text[] := ARRAY['{name}', 'oldest', '{order}', 'ASC', '{reverse}', 'DESC', '{sign}', '+', '{beyond}', '>',
        '{near}', 'after', '{far}', 'before', '{low}', 'near', '{high}', 'far', '{begin}', ''];
    code text;
BEGIN
    FOREACH direction SLICE 1 IN ARRAY ARRAY[newest, oldest] LOOP
        FOREACH code IN ARRAY ARRAY[text_of_match, text_of_walk, text_of_search] LOOP
            FOR i IN 1 .. cardinality(direction) / 2 LOOP
                code := replace(code, direction[2 * i - 1], direction[2 * i]);
            END LOOP;
            EXECUTE code;
        END LOOP;
    END LOOP;
END
$do$;
