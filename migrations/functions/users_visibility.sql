-- users_visibility applies a change of is_active to the user's follows, comments, likes
-- and notifications. The first batch is part of the change itself. It is everything for
-- all but the busiest users; the sweep of visibility_queue does the rest.
CREATE OR REPLACE FUNCTION users_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- How many rows of each kind are in one batch. It holds its locks for some tenths of
    -- a second. VisibilityBatch in shared/store is the same number.
    batch CONSTANT integer := 1000;
BEGIN
    PERFORM visibility_apply(NEW.id, batch);
    RETURN NULL;
END
$$;
