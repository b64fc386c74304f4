-- The extensions stay: other schemas of the database may use them.
DROP FUNCTION IF EXISTS feed_authors(bigint), visible_users(bigint);
DROP TABLE users;
DROP FUNCTION users_raise_version();
DROP TABLE roles;
