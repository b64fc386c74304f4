-- The names of moderators and admins: no new username may look like one of them.
CREATE INDEX users_staff_idx ON users (id) INCLUDE (username) WHERE role_id > 1;
