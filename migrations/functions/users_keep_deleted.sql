-- users_keep_deleted keeps a deleted account inactive, whoever activates it, and notes
-- whether an admin deactivated it, so that a restore does not undo that.
CREATE OR REPLACE FUNCTION users_keep_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE deletions SET is_deactivated = NOT NEW.is_active WHERE user_id = NEW.id;
    IF FOUND THEN
        NEW.is_active := false;
    END IF;
    RETURN NEW;
END
$$;
