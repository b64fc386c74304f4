-- Searches used these indexes before posts_search_idx. They are dropped in a migration of
-- their own: dropping an index needs a lock that migration 38 must not hold while it
-- works.
DROP INDEX posts_text_trgm_idx, posts_tags_idx;
