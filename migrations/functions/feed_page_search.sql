-- feed_page_search_newest and feed_page_search_oldest return a page of a feed, filtered
-- by a search or by several tags. They are one text with different {words}.
--
-- How often a filter matches is not known in advance, and no index has the matches in
-- the feed's order. So:
--   - Frequent matches are found soon on a walk through the feed.
--   - Rare matches are found by the indexes of words and tags (feed_matches). A sample
--     of posts tells whether matches are rare.
--   - Otherwise the walk stops after budget posts. The last row says how far it came.
DO $do$
DECLARE
    template CONSTANT text := $template$
CREATE OR REPLACE FUNCTION feed_page_search_{name}(
    viewer bigint, search text, wanted_tags text[],
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, -- exclusive bounds
    skipped integer, wanted integer, budget integer
) RETURNS TABLE (post posts, username text, next_at timestamptz, next_id bigint, next_skip integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off
AS $function$
#variable_conflict use_column
DECLARE
    -- The first step of the walk, as a multiple of reach. The second step is the rest
    -- of the budget.
    first_step    CONSTANT integer := 4;
    -- The sample: mostly the newest posts, which are in memory, and some posts of any
    -- age, because a word can be rare among the newest posts and frequent before.
    sample_newest CONSTANT integer := 800;
    sample_any    CONSTANT integer := 200;
    -- If the sample promises at most this many matches, feed_matches looks for them.
    -- This is half of what feed_matches reads, because the sample is small.
    max_rare      CONSTANT integer := 10000;

    reach    integer := skipped + wanted + 1;
    form     text := search_form(search);
    all_tags text[] := tags_form(wanted_tags);
    -- The part of the search that the index looks up: its longest run of letters and
    -- digits, cut after 8. The index needs 3 in a row. 8 are enough to find rare texts,
    -- and each further character costs another lookup.
    key      text := (SELECT m.part[1] FROM regexp_matches(form, '[[:alnum:]]{3,8}', 'g') m (part)
                      ORDER BY length(m.part[1]) DESC LIMIT 1);
    parts    text[] := ARRAY(SELECT '%' || substr(key, i, 3) || '%' FROM generate_series(1, length(key) - 2) i);
    page     bigint[] := '{}';
    step     integer := least(first_step * reach, budget);
    ids      bigint[];
    share    real; -- the part of all posts that may match, as far as the indexes can tell
    matches  bigint[];
    near_at  timestamptz := {near}_at; -- how far the walk has come
    near_id  bigint := {near}_id;
    reached  timestamptz;
BEGIN
    LOOP
        ids := feed_ids_{name}(viewer, {bounds}, step);
        page := page || ARRAY(
            SELECT q.id
            FROM unnest(ids) WITH ORDINALITY walked (id, place) JOIN posts q ON q.id = walked.id
            WHERE q.tags @> all_tags
              AND (form IS NULL OR strpos(post_text(q.title, q.content, q.folded), form) > 0)
            ORDER BY walked.place
            LIMIT reach - cardinality(page)
        );
        EXIT WHEN cardinality(page) = reach OR cardinality(ids) < step;
        SELECT q.created_at, q.id INTO near_at, near_id FROM posts q WHERE q.id = ids[step];

        budget := budget - step;
        IF share IS NULL AND (key IS NOT NULL OR form IS NULL) THEN
            SELECT greatest(avg(picked.hit) FILTER (WHERE picked.recent), avg(picked.hit) FILTER (WHERE NOT picked.recent), 0)
            INTO share
            FROM (
                SELECT (q.tags @> all_tags AND post_text(q.title, q.content, q.folded) LIKE ALL (parts))::integer, recent
                FROM (
                    (SELECT id, true FROM posts ORDER BY created_at DESC, id DESC LIMIT sample_newest)
                    UNION ALL
                    SELECT (random() * (SELECT max(id) FROM posts))::bigint, false FROM generate_series(1, sample_any)
                ) chosen (id, recent) JOIN posts q ON q.id = chosen.id
            ) picked (hit, recent);
            IF share * (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'posts'::regclass) <= max_rare THEN
                matches := feed_matches(viewer, form, '%' || key || '%', all_tags, {bounds});
            END IF;
        END IF;
        IF matches IS NOT NULL THEN
            page := page || ARRAY(
                SELECT q.id FROM unnest(matches) m (id) JOIN posts q ON q.id = m.id
                ORDER BY q.created_at {order}, q.id {order}
                LIMIT reach - cardinality(page)
            );
            EXIT;
        END IF;

        IF budget <= 0 THEN
            reached := near_at;
            EXIT;
        END IF;
        step := budget;
    END LOOP;
    RETURN QUERY SELECT * FROM feed_answer(page, skipped, wanted, reached, near_id);
END
$function$
$template$;
    variant jsonb;
    word    record;
    code    text;
BEGIN
    FOREACH variant IN ARRAY ARRAY[
        '{"name": "newest", "order": "DESC", "near": "before", "bounds": "after_at, after_id, near_at, near_id"}',
        '{"name": "oldest", "order": "ASC", "near": "after", "bounds": "near_at, near_id, before_at, before_id"}'
    ]::jsonb[] LOOP
        code := template;
        FOR word IN SELECT key, value FROM jsonb_each_text(variant) LOOP
            code := replace(code, '{' || word.key || '}', word.value);
        END LOOP;
        EXECUTE code;
    END LOOP;
END
$do$;
