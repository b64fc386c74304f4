-- The extensions stay: other schemas of the database may use them.
DROP TABLE users;
DROP FUNCTION users_raise_version();
DROP TABLE roles;
