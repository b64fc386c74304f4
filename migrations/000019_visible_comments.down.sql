CREATE INDEX comments_post_idx ON comments (post_id, created_at DESC, id DESC);
CREATE INDEX comments_user_idx ON comments (user_id);
DROP INDEX comments_visible_idx;
DROP INDEX comments_author_idx;
