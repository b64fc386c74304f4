DROP TABLE comments;
DROP TABLE posts;
DROP FUNCTION comments_count();
DROP FUNCTION posts_count();
DROP FUNCTION tags_valid(text[]);
