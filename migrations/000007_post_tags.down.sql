DROP TRIGGER posts_retagged ON posts;
DROP TRIGGER posts_untagged ON posts;
DROP TRIGGER posts_tagged ON posts;
DROP FUNCTION post_tags_keep();
DROP TABLE post_tags;
