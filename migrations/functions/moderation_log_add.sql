-- moderation_log_add logs what a moderator did to the text of another user, and returns
-- the id of the entry. It logs nothing for users who change their own text. The
-- statement that makes the change calls it.
CREATE OR REPLACE FUNCTION moderation_log_add(moderator bigint, act text, subject_kind text, subject bigint, author bigint) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO moderation_log (moderator_id, action, kind, subject_id, user_id)
    SELECT moderator, act, subject_kind, subject, author WHERE moderator <> author
    RETURNING id
$$;
