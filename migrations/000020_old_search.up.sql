-- Searches used these indexes before the search form. They are dropped in a migration of
-- their own: dropping an index needs a lock that migration 18 must not hold while it
-- works.
DROP INDEX posts_title_trgm_idx, posts_content_trgm_idx;
