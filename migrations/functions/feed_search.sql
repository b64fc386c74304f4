-- Instances of the release with schema version 10 call feed_search_newest and
-- feed_search_oldest until they are replaced. Their search is a LIKE pattern, and they
-- cannot continue where a page ends early, so their budget is 10,000 posts, five times
-- that of the current release. This file is here and not in a migration because it
-- calls feed_page_search_…; a migration of a later release drops these functions.
CREATE OR REPLACE FUNCTION feed_search_newest(
    viewer bigint, pattern text, all_tags text[],
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, skipped integer, wanted integer
) RETURNS TABLE (post posts, username text)
LANGUAGE sql STABLE
AS $$
    SELECT s.post, s.username
    FROM feed_page_search_newest(viewer, regexp_replace(substr(pattern, 2, length(pattern) - 2), '\\(.)', '\1', 'g'), all_tags,
        after_at, after_id, before_at, before_id, skipped, wanted, 10000) s
    WHERE s.next_at IS NULL
$$;

CREATE OR REPLACE FUNCTION feed_search_oldest(
    viewer bigint, pattern text, all_tags text[],
    after_at timestamptz, after_id bigint, before_at timestamptz, before_id bigint, skipped integer, wanted integer
) RETURNS TABLE (post posts, username text)
LANGUAGE sql STABLE
AS $$
    SELECT s.post, s.username
    FROM feed_page_search_oldest(viewer, regexp_replace(substr(pattern, 2, length(pattern) - 2), '\\(.)', '\1', 'g'), all_tags,
        after_at, after_id, before_at, before_id, skipped, wanted, 10000) s
    WHERE s.next_at IS NULL
$$;
