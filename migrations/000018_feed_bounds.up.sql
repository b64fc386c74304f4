-- The feed's strategies again, each with a bound on the rows that it reads, and
-- with the search form of texts and tags.

-- Writers wait until this is done; readers go on. Nothing here takes a stronger
-- lock, for which a reader who is about to write would have to end first.
LOCK TABLE posts IN SHARE ROW EXCLUSIVE MODE;

-- Rows from before the normal form. One that is longer than a tag may be is cut.
UPDATE posts
SET tags = (tags_form(ARRAY(SELECT left(tag, 50) FROM unnest(tags_form(tags)) tag)))[:10]
WHERE tags <> '{}' AND tags <> (tags_form(ARRAY(SELECT left(tag, 50) FROM unnest(tags_form(tags)) tag)))[:10];

UPDATE posts SET title = title
WHERE folded IS NULL AND (octet_length(title) <> char_length(title) OR octet_length(content) <> char_length(content));

-- fastupdate off, as on the indexes before it.
CREATE INDEX posts_text_trgm_idx ON posts USING gin (post_text(title, content, folded) gin_trgm_ops) WITH (fastupdate = off);
ANALYZE posts;

-- feed_answer makes the answer of a page's ids: the rows that are wanted, and if
-- there may be more, a last row without a post that says where to go on, and how
-- many of the skipped are still to skip. A reader that stopped before the page
-- was full has reached that position.
CREATE FUNCTION feed_answer(page bigint[], skipped integer, wanted integer, reached_at timestamptz, reached_id bigint)
RETURNS TABLE (post posts, username text, next_at timestamptz, next_id bigint, next_skip integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off
AS $function$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT p, u.username::text, NULL::timestamptz, NULL::bigint, NULL::integer
    FROM unnest(page[skipped + 1:skipped + wanted]) WITH ORDINALITY found (id, place)
    JOIN posts p ON p.id = found.id
    JOIN users u ON u.id = p.user_id AND u.is_active
    ORDER BY found.place;

    IF cardinality(page) > skipped + wanted THEN
        RETURN QUERY SELECT NULL::posts, NULL, p.created_at, p.id, 0 FROM posts p WHERE p.id = page[skipped + wanted];
    ELSIF reached_at IS NOT NULL THEN
        RETURN QUERY SELECT NULL::posts, NULL, reached_at, reached_id, greatest(skipped - cardinality(page), 0);
    END IF;
END
$function$;

-- feed_ids_… return the ids of the first posts of a feed, in its order. A feed is
-- read from all posts or from those with a tag, newest or oldest first: the four
-- functions are one text. Only generic plans are right for every reader, so the
-- functions see to it that PostgreSQL has no other choice than the indexes that
-- each step names.
DO $do$
DECLARE
    ids text := $ids$
CREATE FUNCTION feed_ids_{name}(
    viewer bigint, {tag parameter}
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, -- bounds, not part of the page
    reach integer
) RETURNS bigint[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off
AS $function$
#variable_conflict use_column
DECLARE
    followed    integer := (SELECT following_count FROM users WHERE id = viewer);
    page        bigint[] := '{}';
    times       timestamptz[] := '{}'; -- of the page's posts
    span        bigint;
    seen        bigint := 0;
    ending      timestamptz;           -- no post beyond it can be in the page
    depth       integer := 8;
    open_author bigint[];              -- the authors who may have more posts in the page
    open_at     timestamptz[];         -- and from where on
    open_id     bigint[];
BEGIN
    -- Who follows many finds a page among the posts that come first of all. Two
    -- short looks tell whether a long one, that costs as much as the authors' own
    -- posts would, is likely to find it: of the quiet it finds none. Whether an
    -- author is followed is asked for each post, or all the followed are read
    -- once, which costs as much as a question for each fifth of them.
    IF followed >= 500 THEN
        FOREACH span IN ARRAY ARRAY[4 * reach, 20 * reach, followed / 3 * reach] LOOP
            span := least(span, 20000);
            EXIT WHEN span <= seen OR seen > 4 * reach AND cardinality(page) * span / seen < reach * 1.5;
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
            IF cardinality(page) = reach THEN
                RETURN page;
            END IF;
            seen := span;
        END LOOP;
        page := '{}';
    END IF;

    -- A page can only come from the authors whose first post is first. So find
    -- the first post of each, and keep only the first authors: the work grows
    -- with the number of authors, not of posts. An author's newest post is
    -- known; where it lies before the page, the first one after that is looked
    -- for. The last of a full page's first posts ends the page.
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
    SELECT array_agg(h.id), array_agg({near}_at), array_agg({near}_id), CASE WHEN count(*) = reach THEN {last}(h.first_at) END
    INTO open_author, open_at, open_id, ending
    FROM heads h;

    -- Then read a few posts of each author, and more only of those whose last
    -- one so far lies within the page: since each of them fills a part of the
    -- page, there are the fewer of them the more is read of each. So all of it
    -- is a few times the page, however much anybody wrote.
    WHILE open_author IS NOT NULL LOOP
        WITH reading AS MATERIALIZED (
            SELECT o.author, q.id, q.created_at, q.place
            FROM unnest(open_author, open_at, open_id) o (author, at, id) CROSS JOIN LATERAL (
                SELECT q.id, q.created_at, row_number() OVER (ORDER BY q.created_at {order}, q.id {order}) AS place
                FROM (
                    SELECT q.id, q.created_at
                    FROM {source} q
                    WHERE {tag condition} q.user_id = o.author AND q.created_at {until} coalesce(ending, {never})
                      AND (q.created_at, q.id) > ({low}) AND (q.created_at, q.id) < ({high})
                    ORDER BY q.created_at {order}, q.id {order}
                    LIMIT depth
                ) q
            ) q
        ), best AS MATERIALIZED (
            SELECT b.id, b.created_at
            FROM (SELECT * FROM unnest(page, times) UNION ALL SELECT r.id, r.created_at FROM reading r) b (id, created_at)
            ORDER BY b.created_at {order}, b.id {order}
            LIMIT reach
        ), filled AS MATERIALIZED (
            SELECT array_agg(b.id ORDER BY b.created_at {order}, b.id {order}) AS page,
                   array_agg(b.created_at ORDER BY b.created_at {order}, b.id {order}) AS times,
                   CASE WHEN count(*) = reach THEN {last}(b.created_at) ELSE ending END AS ending
            FROM best b
        )
        SELECT coalesce(f.page, '{}'), coalesce(f.times, '{}'), f.ending,
               array_agg(r.author) FILTER (WHERE r.author IS NOT NULL),
               array_agg(r.created_at) FILTER (WHERE r.author IS NOT NULL),
               array_agg(r.id) FILTER (WHERE r.author IS NOT NULL)
        INTO page, times, ending, open_author, open_at, open_id
        FROM filled f LEFT JOIN reading r ON r.place = depth AND r.created_at {until} coalesce(f.ending, {never})
        GROUP BY f.page, f.times, f.ending;
        depth := depth * 4;
    END LOOP;
    RETURN page;
END
$function$
$ids$;
    rows_of text := $page$
CREATE FUNCTION feed_page_{name}(
    viewer bigint, {tag parameter}
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, skipped integer, wanted integer
) RETURNS TABLE (post posts, username text, next_at timestamptz, next_id bigint, next_skip integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN QUERY SELECT * FROM feed_answer(
        feed_ids_{name}(viewer, {tag argument} after_at, after_id, before_at, before_id, skipped + wanted + 1),
        skipped, wanted, NULL, NULL);
END
$function$
$page$;
    all_posts text[] := ARRAY['{tag parameter}', '', '{tag argument}', '', '{source}', 'posts', '{tag condition}', ''];
    tagged    text[] := ARRAY['{tag parameter}', 'wanted_tag text,', '{tag argument}', 'wanted_tag,',
        '{source}', '(SELECT post_id AS id, user_id, created_at, tag FROM post_tags)', '{tag condition}', 'q.tag = wanted_tag AND'];
    known     text[] := ARRAY['{known}', 'n.created_at AS first_at, n.post_id AS first_id',
        '{known by}', 'JOIN newest_posts n ON n.user_id = a.id'];
    unknown   text[] := ARRAY['{known}', $$'infinity'::timestamptz AS first_at, 0 AS first_id$$, '{known by}', ''];
    newest    text[] := ARRAY['{order}', 'DESC', '{last}', 'min', '{until}', '>=', '{never}', $$'-infinity'$$,
        '{near}', 'before', '{low}', 'after_at, after_id', '{high}', 'o.at, o.id'];
    oldest    text[] := ARRAY['{order}', 'ASC', '{last}', 'max', '{until}', '<=', '{never}', $$'infinity'$$,
        '{near}', 'after', '{low}', 'o.at, o.id', '{high}', 'before_at, before_id'];
    variant   text[];
    code      text;
BEGIN
    FOREACH variant SLICE 1 IN ARRAY ARRAY[
        ARRAY['{name}', 'newest'] || all_posts || newest || known,
        ARRAY['{name}', 'oldest'] || all_posts || oldest || unknown,
        ARRAY['{name}', 'tagged_newest'] || tagged || newest || unknown,
        ARRAY['{name}', 'tagged_oldest'] || tagged || oldest || unknown
    ] LOOP
        FOREACH code IN ARRAY ARRAY[ids, rows_of] LOOP
            FOR i IN 1 .. cardinality(variant) / 2 LOOP
                code := replace(code, variant[2 * i - 1], variant[2 * i]);
            END LOOP;
            EXECUTE code;
        END LOOP;
    END LOOP;
END
$do$;

-- feed_matches returns the ids of all posts of a feed with the text and the
-- tags, in no order, or NULL if more than 20,000 posts have them. The plan is
-- made for the values: that of a rare word and that of a narrow range of time
-- have nothing in common.
CREATE FUNCTION feed_matches(
    viewer bigint, form text, key text, all_tags text[],
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint
) RETURNS bigint[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET enable_bitmapscan = on
SET jit = off
AS $function$
BEGIN
    RETURN (
        WITH matches AS MATERIALIZED (
            SELECT q.id, q.user_id
            FROM posts q
            WHERE (form IS NULL OR post_text(q.title, q.content, q.folded) LIKE key
                                   AND strpos(post_text(q.title, q.content, q.folded), form) > 0)
              AND (all_tags = '{}' OR q.tags @> all_tags)
              AND (q.created_at, q.id) > (after_at, after_id) AND (q.created_at, q.id) < (before_at, before_id)
            LIMIT 20001
        )
        SELECT CASE WHEN (SELECT count(*) FROM matches) <= 20000 THEN ARRAY(
            SELECT m.id FROM matches m
            WHERE m.user_id = viewer OR m.user_id IN (SELECT f.followee_id FROM follows f WHERE f.follower_id = viewer)
        ) END
    );
END
$function$;

-- A feed narrowed by a search or by several tags. How often such a condition is
-- met is not known beforehand, and no index has it in the feed's order. What is
-- met often is found soon on a walk through the feed, what is met rarely by the
-- indexes of words and tags, and a sample tells what is rare. What is neither is
-- looked for in as many of the feed's posts as the budget allows; the answer
-- then says how far that was.
DO $do$
DECLARE
    search text := $search$
CREATE FUNCTION feed_page_search_{name}(
    viewer bigint, search text, wanted_tags text[],
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, -- bounds, not part of the page
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
    reach    integer := skipped + wanted + 1;
    form     text := search_form(search);
    all_tags text[] := tags_form(wanted_tags);
    -- The index knows three letters in a row. Few of them are enough to find
    -- what is rare, and many would cost as often.
    key      text := (SELECT m.part[1] FROM regexp_matches(form, '[[:alnum:]]{3,8}', 'g') m (part)
                      ORDER BY length(m.part[1]) DESC LIMIT 1);
    parts    text[] := ARRAY(SELECT '%' || substr(key, i, 3) || '%' FROM generate_series(1, length(key) - 2) i);
    page     bigint[] := '{}';
    step     integer := least(4 * reach, budget);
    ids      bigint[];
    share    real; -- of all posts, which may match as far as the indexes know
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
                    (SELECT id, true FROM posts ORDER BY created_at DESC, id DESC LIMIT 800) -- which are in memory
                    UNION ALL
                    SELECT (random() * (SELECT max(id) FROM posts))::bigint, false FROM generate_series(1, 200) -- which no new fashion hides
                ) chosen (id, recent) JOIN posts q ON q.id = chosen.id
            ) picked (hit, recent);
            IF share * (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'posts'::regclass) <= 10000 THEN
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
$search$;
    -- What instances of the release before this one call until they are gone:
    -- search is a pattern of LIKE there, and nobody goes on where a page ends early.
    old text := $old$
CREATE OR REPLACE FUNCTION feed_search_{name}(
    viewer bigint, pattern text, all_tags text[],
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, skipped integer, wanted integer
) RETURNS TABLE (post posts, username text)
LANGUAGE sql STABLE
AS $function$
    SELECT s.post, s.username
    FROM feed_page_search_{name}(viewer, regexp_replace(substr(pattern, 2, length(pattern) - 2), '\\(.)', '\1', 'g'), all_tags,
        after_at, after_id, before_at, before_id, skipped, wanted, 10000) s
    WHERE s.next_at IS NULL
$function$
$old$;
    newest  text[] := ARRAY['{name}', 'newest', '{order}', 'DESC', '{near}', 'before',
        '{bounds}', 'after_at, after_id, near_at, near_id'];
    oldest  text[] := ARRAY['{name}', 'oldest', '{order}', 'ASC', '{near}', 'after',
        '{bounds}', 'near_at, near_id, before_at, before_id'];
    variant text[];
    code    text;
BEGIN
    FOREACH variant SLICE 1 IN ARRAY ARRAY[newest, oldest] LOOP
        FOREACH code IN ARRAY ARRAY[search, old] LOOP
            FOR i IN 1 .. cardinality(variant) / 2 LOOP
                code := replace(code, variant[2 * i - 1], variant[2 * i]);
            END LOOP;
            EXECUTE code;
        END LOOP;
    END LOOP;
END
$do$;

DROP FUNCTION feed_walk_oldest, feed_walk_newest, feed_match_oldest, feed_match_newest;
