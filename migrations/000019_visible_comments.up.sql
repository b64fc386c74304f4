-- The comments that can be seen, in the order of their list, and an author's by
-- whether they can be seen. While these are made comments can be read, but not
-- written.
CREATE INDEX comments_visible_idx ON comments (post_id, is_hidden, created_at DESC, id DESC);
CREATE INDEX comments_author_idx ON comments (user_id, is_hidden);
DROP INDEX comments_post_idx;
DROP INDEX comments_user_idx;
