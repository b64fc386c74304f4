-- posts_recount keeps users.posts_count when a post is taken down or restored.
CREATE OR REPLACE FUNCTION posts_recount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE users SET posts_count = posts_count + CASE WHEN NEW.taken_down_at IS NULL THEN 1 ELSE -1 END WHERE id = NEW.user_id;
    RETURN NULL;
END
$$;
