DROP FUNCTION IF EXISTS users_search(bigint, text, real, timestamptz, bigint, integer, integer);
DROP INDEX users_prefix_idx;
DROP TRIGGER posts_normal ON posts;
DROP FUNCTION posts_normalise();
DROP FUNCTION post_text(text, text, text);
ALTER TABLE posts DROP COLUMN folded;
DROP FUNCTION tags_form(text[]);
DROP FUNCTION search_form(text);
DROP FUNCTION case_fold(text);
