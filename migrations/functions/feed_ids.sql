-- feed_ids_newest, feed_ids_oldest, feed_ids_tagged_newest and feed_ids_tagged_oldest
-- return the ids of the first posts of a feed, up to reach, in its order. They are one
-- text with different {words}: a feed reads all posts or those with a tag, newest or
-- oldest first.
--
-- The settings leave PostgreSQL only one plan for each step, by the index that the step
-- needs. So one generic plan fits every reader, and each connection keeps it in every
-- query mode of the client, which saves a third of a page's time.
DO $do$
DECLARE
    template CONSTANT text := $template$
CREATE OR REPLACE FUNCTION feed_ids_{name}(
    viewer bigint, {tag parameter}
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, -- exclusive bounds
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
    -- From this many followed users on, windows come first. Measured with 5 million
    -- posts: merging the authors takes 0.7 ms for 150 followed users and 3.7 ms for
    -- 1,000, a window 0.9 ms for 1,000.
    many_followed CONSTANT integer := 500;
    -- The sizes of the first two windows, as multiples of reach. They cost little and
    -- show how many of the newest posts are by followed users.
    first_window  CONSTANT integer := 4;
    second_window CONSTANT integer := 20;
    -- The last window has reach posts for every third followed user, and so costs about
    -- as much as merging the authors.
    last_window   CONSTANT integer := 3;
    -- No window reads more posts than this, so that one page costs less than 200 ms of
    -- the database.
    max_window    CONSTANT integer := 20000;
    -- The last window is read only if the ones before promise this many times reach.
    margin        CONSTANT numeric := 1.5;
    -- Reading all follows costs as much as looking up every fifth of them.
    follows_per_lookup CONSTANT integer := 5;
    -- How many posts of each author are read first. Every next round reads four times
    -- as many, of fewer authors.
    first_depth   CONSTANT integer := 8;
    deeper        CONSTANT integer := 4;

    followed    integer := (SELECT following_count FROM users WHERE id = viewer);
    page        bigint[] := '{}';
    times       timestamptz[] := '{}'; -- created_at of the page's posts
    span        bigint;
    seen        bigint := 0;
    ending      timestamptz;           -- no post beyond it can be in the page
    depth       integer := first_depth;
    open_author bigint[];              -- the authors who may have more posts in the page
    open_at     timestamptz[];         -- the last position read of each
    open_id     bigint[];
BEGIN
    -- A window reads the first posts of all authors and keeps those of followed users.
    -- It finds a page soon if many followed users post often, and nothing if they are
    -- quiet. The first two windows tell whether the last one is likely to fill the page.
    IF followed >= many_followed THEN
        FOREACH span IN ARRAY ARRAY[first_window * reach, second_window * reach, followed / last_window * reach] LOOP
            span := least(span, max_window);
            EXIT WHEN span <= seen OR seen > first_window * reach AND cardinality(page) * span / seen < reach * margin;
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
                   OR CASE WHEN span > first_window * reach AND followed < follows_per_lookup * second_window * reach
                      THEN q.user_id IN (SELECT a.id FROM feed_authors(viewer) a)
                      ELSE (SELECT true FROM follows f WHERE f.follower_id = viewer AND f.followee_id = q.user_id)
                           AND q.user_id NOT IN (SELECT m.muted_id FROM mutes m WHERE m.muter_id = viewer) END
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

    -- The merge. Find the first post of each author, and sort the authors by it. A page
    -- can only have posts of the first authors, up to reach, so the work grows with the
    -- number of authors, not of posts. newest_posts has the newest post of each author.
    -- If that is outside the bounds, look for the first one inside. If there are reach
    -- authors, the page ends at the last of their first posts, or before.
    WITH authors AS MATERIALIZED (
        SELECT a.id, {known}
        FROM feed_authors(viewer) a {known by}
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

    -- Then read a few posts of each of these authors, and more only of an author if the
    -- last post that was read is in the page. Each such author fills a part of the page,
    -- so the deeper a round reads, the fewer authors it has. The total is a few times
    -- the page, however many posts the authors wrote.
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
        depth := depth * deeper;
    END LOOP;
    RETURN page;
END
$function$
$template$;
    all_posts CONSTANT jsonb := '{"tag parameter": "", "source": "posts", "tag condition": ""}';
    tagged    CONSTANT jsonb := '{"tag parameter": "wanted_tag text,", "tag condition": "q.tag = wanted_tag AND",
        "source": "(SELECT post_id AS id, user_id, created_at, tag FROM post_tags)"}';
    newest    CONSTANT jsonb := $${"order": "DESC", "last": "min", "until": ">=", "never": "'-infinity'",
        "near": "before", "low": "after_at, after_id", "high": "o.at, o.id"}$$;
    oldest    CONSTANT jsonb := $${"order": "ASC", "last": "max", "until": "<=", "never": "'infinity'",
        "near": "after", "low": "o.at, o.id", "high": "before_at, before_id"}$$;
    known     CONSTANT jsonb := '{"known": "n.created_at AS first_at, n.post_id AS first_id",
        "known by": "JOIN newest_posts n ON n.user_id = a.id"}';
    unknown   CONSTANT jsonb := $${"known": "'infinity'::timestamptz AS first_at, 0 AS first_id", "known by": ""}$$;
    variant   jsonb;
    word      record;
    code      text;
BEGIN
    FOREACH variant IN ARRAY ARRAY[
        all_posts || newest || known   || '{"name": "newest"}',
        all_posts || oldest || unknown || '{"name": "oldest"}',
        tagged    || newest || unknown || '{"name": "tagged_newest"}',
        tagged    || oldest || unknown || '{"name": "tagged_oldest"}'
    ] LOOP
        code := template;
        FOR word IN SELECT key, value FROM jsonb_each_text(variant) LOOP
            code := replace(code, '{' || word.key || '}', word.value);
        END LOOP;
        EXECUTE code;
    END LOOP;
END
$do$;
