DROP INDEX moderation_log_user_idx, emails_requested_idx;
