DELETE FROM posts WHERE id IN (SELECT post_id FROM deleted_posts);
DROP TABLE deleted_posts;
DROP FUNCTION IF EXISTS posts_delete, posts_erase;
