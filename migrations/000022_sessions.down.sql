DROP TRIGGER users_end_sessions ON users;
DROP FUNCTION IF EXISTS users_end_sessions();
DROP TABLE sessions;
ALTER TABLE users DROP COLUMN sessions_ended_through;
