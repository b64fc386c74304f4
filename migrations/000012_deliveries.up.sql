-- Limits the e-mails to one address: each e-mail names its recipient and the time from
-- which it may be sent, and deliveries has all e-mails that were given to the mail
-- service in the last day, for longer than the e-mail's own row.
LOCK TABLE emails IN ACCESS EXCLUSIVE MODE;

ALTER TABLE emails
    ADD COLUMN recipient citext,
    ADD COLUMN due_at timestamptz NOT NULL DEFAULT now() + interval '1 minute',
    ALTER COLUMN user_id DROP NOT NULL;

COMMENT ON COLUMN emails.user_id IS 'Null if the recipient asked for the e-mail: the sender then looks up what is pending for the address';
COMMENT ON COLUMN emails.due_at IS 'The time from which a sweep sends it. The event of an e-mail that need not wait comes earlier';

UPDATE emails e
SET recipient = u.email, due_at = e.created_at + interval '1 minute'
FROM users u WHERE u.id = e.user_id;
DELETE FROM emails WHERE recipient IS NULL;

ALTER TABLE emails ALTER COLUMN recipient SET NOT NULL;

-- Functions deployed before this migration do not set recipient.
CREATE FUNCTION emails_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.recipient := (SELECT email FROM users WHERE id = NEW.user_id);
    RETURN NEW;
END
$$;

CREATE TRIGGER emails_recipient BEFORE INSERT ON emails FOR EACH ROW
WHEN (NEW.recipient IS NULL) EXECUTE FUNCTION emails_recipient();

DROP INDEX emails_unsent_idx;
CREATE INDEX emails_due_idx ON emails (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX emails_fresh_idx ON emails (attempts, created_at DESC) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX emails_waiting_idx ON emails (recipient) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX emails_done_idx ON emails (coalesce(sent_at, failed_at));

CREATE TABLE deliveries (
    email_id   bigint      PRIMARY KEY,
    recipient  citext      NOT NULL,
    handed_at  timestamptz NOT NULL DEFAULT now(),
    is_refused boolean     NOT NULL DEFAULT false
);

COMMENT ON TABLE deliveries IS
    'The e-mails of the last day that may have reached somebody. There is no foreign key: deleting an account must not make room for more e-mails';
COMMENT ON COLUMN deliveries.handed_at IS 'When the e-mail was claimed, and then when the mail service accepted it. An attempt that is known to have failed leaves no row';

CREATE INDEX deliveries_recipient_idx ON deliveries (recipient, handed_at DESC);
CREATE INDEX deliveries_handed_idx ON deliveries (handed_at) INCLUDE (is_refused);

INSERT INTO deliveries (email_id, recipient, handed_at)
SELECT id, recipient, sent_at FROM emails WHERE sent_at > now() - interval '1 day';
