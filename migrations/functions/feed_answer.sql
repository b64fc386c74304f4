-- feed_answer returns the rows of a page, given the ids of its posts: the wanted posts
-- after the skipped ones. If there may be more, a last row without a post says where
-- the next page begins, and how many posts are still to be skipped there. reached is
-- the position of a reader that stopped before the page was full. Posts that were taken
-- down are left out, so a page may be short.
CREATE OR REPLACE FUNCTION feed_answer(page bigint[], skipped integer, wanted integer, reached_at timestamptz, reached_id bigint)
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
    JOIN posts p ON p.id = found.id AND p.taken_down_at IS NULL
    JOIN users u ON u.id = p.user_id AND u.is_active
    ORDER BY found.place;

    IF cardinality(page) > skipped + wanted THEN
        RETURN QUERY SELECT NULL::posts, NULL, p.created_at, p.id, 0 FROM posts p WHERE p.id = page[skipped + wanted];
    ELSIF reached_at IS NOT NULL THEN
        RETURN QUERY SELECT NULL::posts, NULL, reached_at, reached_id, greatest(skipped - cardinality(page), 0);
    END IF;
END
$function$;
