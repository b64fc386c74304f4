DROP TRIGGER users_keep_deleted ON users;
DROP FUNCTION IF EXISTS users_keep_deleted;
DROP TABLE deletions;
