-- What an export and an erasure look for: the entries of the log about a user, and the
-- mails that were requested for an address and name no user.
CREATE INDEX moderation_log_user_idx ON moderation_log (user_id, id);
CREATE INDEX emails_requested_idx ON emails (recipient) WHERE user_id IS NULL;
