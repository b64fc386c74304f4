-- users_raise_version raises the version of a user when a cached field changes. The
-- user cache keeps the value with the highest version, so every change must raise it.
CREATE OR REPLACE FUNCTION users_raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END
$$;
