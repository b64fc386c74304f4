DROP TRIGGER posts_newest_moved ON posts;
DROP TRIGGER posts_newest ON posts;
DROP FUNCTION newest_posts_keep();
DROP TABLE newest_posts;
