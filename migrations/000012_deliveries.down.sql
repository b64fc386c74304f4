LOCK TABLE emails IN ACCESS EXCLUSIVE MODE;

DELETE FROM emails WHERE user_id IS NULL;
ALTER TABLE emails ALTER COLUMN user_id SET NOT NULL;
COMMENT ON COLUMN emails.user_id IS NULL;

DROP TABLE deliveries;
DROP TRIGGER emails_recipient ON emails;
DROP FUNCTION emails_recipient();
DROP INDEX emails_due_idx, emails_fresh_idx, emails_waiting_idx, emails_done_idx;
ALTER TABLE emails DROP COLUMN recipient, DROP COLUMN due_at;
CREATE INDEX emails_unsent_idx ON emails (created_at) WHERE sent_at IS NULL AND failed_at IS NULL;
