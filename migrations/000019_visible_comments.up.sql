-- The visible comments of a post in the order of their list, and the comments of an
-- author by visibility. While the indexes are built, comments can be read but not
-- written.
CREATE INDEX comments_visible_idx ON comments (post_id, is_hidden, created_at DESC, id DESC);
CREATE INDEX comments_author_idx ON comments (user_id, is_hidden);
DROP INDEX comments_post_idx;
DROP INDEX comments_user_idx;
