DROP TRIGGER users_renamed ON users;
DROP TRIGGER users_registered ON users;
DROP FUNCTION IF EXISTS users_username_reserved;
DROP TABLE former_usernames;
ALTER TABLE users
    DROP CONSTRAINT users_profile_check,
    DROP COLUMN username_changed_at,
    DROP COLUMN website,
    DROP COLUMN location,
    DROP COLUMN bio,
    DROP COLUMN display_name;
