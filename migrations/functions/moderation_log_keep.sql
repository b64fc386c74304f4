-- moderation_log_keep refuses every change of an entry of the log, by any user.
CREATE OR REPLACE FUNCTION moderation_log_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'moderation_log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
