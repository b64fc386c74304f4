-- hide_inactive sets is_hidden on a new comment or like. It locks its user first and
-- reads is_active in a second statement, which sees the changes that the lock waited
-- for.
CREATE OR REPLACE FUNCTION hide_inactive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM users WHERE id = NEW.user_id FOR KEY SHARE;
    NEW.is_hidden := coalesce((SELECT NOT is_active FROM users WHERE id = NEW.user_id), false);
    RETURN NEW;
END
$$;
