-- feed_page_newest, feed_page_oldest, feed_page_tagged_newest and
-- feed_page_tagged_oldest return a page of a feed: the rows of feed_answer for the
-- posts that feed_ids_… finds. One post more than the page tells whether there is a
-- next page.
CREATE OR REPLACE FUNCTION feed_page_newest(
    viewer bigint, after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint,
    skipped integer, wanted integer
) RETURNS TABLE (post posts, username text, next_at timestamptz, next_id bigint, next_skip integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY SELECT * FROM feed_answer(
        feed_ids_newest(viewer, after_at, after_id, before_at, before_id, skipped + wanted + 1),
        skipped, wanted, NULL, NULL);
END
$$;

CREATE OR REPLACE FUNCTION feed_page_oldest(
    viewer bigint, after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint,
    skipped integer, wanted integer
) RETURNS TABLE (post posts, username text, next_at timestamptz, next_id bigint, next_skip integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY SELECT * FROM feed_answer(
        feed_ids_oldest(viewer, after_at, after_id, before_at, before_id, skipped + wanted + 1),
        skipped, wanted, NULL, NULL);
END
$$;

CREATE OR REPLACE FUNCTION feed_page_tagged_newest(
    viewer bigint, wanted_tag text, after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint,
    skipped integer, wanted integer
) RETURNS TABLE (post posts, username text, next_at timestamptz, next_id bigint, next_skip integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY SELECT * FROM feed_answer(
        feed_ids_tagged_newest(viewer, wanted_tag, after_at, after_id, before_at, before_id, skipped + wanted + 1),
        skipped, wanted, NULL, NULL);
END
$$;

CREATE OR REPLACE FUNCTION feed_page_tagged_oldest(
    viewer bigint, wanted_tag text, after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint,
    skipped integer, wanted integer
) RETURNS TABLE (post posts, username text, next_at timestamptz, next_id bigint, next_skip integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY SELECT * FROM feed_answer(
        feed_ids_tagged_oldest(viewer, wanted_tag, after_at, after_id, before_at, before_id, skipped + wanted + 1),
        skipped, wanted, NULL, NULL);
END
$$;
