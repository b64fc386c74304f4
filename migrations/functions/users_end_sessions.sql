-- users_end_sessions ends the sessions of a user who is signed out everywhere or
-- deactivated, whoever makes the change. Their tokens are refused by the session, however
-- late they were issued: a session may be refreshed until this statement reaches it, and
-- then its token is newer than tokens_valid_after.
CREATE OR REPLACE FUNCTION users_end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH ended AS (
        UPDATE sessions SET ended_at = clock_timestamp() WHERE user_id = NEW.id AND ended_at IS NULL
        RETURNING id
    ), last AS (
        SELECT max(id) AS id FROM ended
    )
    UPDATE users u SET sessions_ended_through = last.id FROM last WHERE u.id = NEW.id AND last.id > u.sessions_ended_through;
    RETURN NULL;
END
$$;
