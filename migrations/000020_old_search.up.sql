-- What searches read before the search form. It is a migration of its own: to
-- drop an index needs a lock that the work before it must not hold.
DROP INDEX posts_title_trgm_idx, posts_content_trgm_idx;
