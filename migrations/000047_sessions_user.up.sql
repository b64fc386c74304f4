-- The index of the sessions that go on does not help to delete a user: the foreign key
-- looks for all sessions, and read the whole table.
CREATE INDEX sessions_user_id_idx ON sessions (user_id);
