-- moderation_log_keep refuses every change of what is in the log, by anybody.
CREATE OR REPLACE FUNCTION moderation_log_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'moderation_log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
