-- One-time links to accounts, and e-mails that tell an owner about an act. E-mails
-- have a class, because each class has its own limit per address. The kinds are
-- constants of the code, so that a new one needs no migration.
ALTER TABLE emails
    ADD COLUMN class    text        NOT NULL DEFAULT 'unsolicited',
    ADD COLUMN acted_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN device   text        NOT NULL DEFAULT '' CHECK (char_length(device) <= 100),
    ADD COLUMN place    text        NOT NULL DEFAULT '' CHECK (char_length(place) <= 100),
    DROP CONSTRAINT emails_kind_check;

COMMENT ON COLUMN emails.acted_at IS 'When the act that the e-mail is about happened; device and place say from where';

ALTER TABLE deliveries ADD COLUMN class text NOT NULL DEFAULT 'unsolicited';

CREATE TABLE links (
    hash       bytea       PRIMARY KEY CHECK (octet_length(hash) = 32),
    kind       text        NOT NULL,
    user_id    bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email_id   bigint      NOT NULL REFERENCES emails (id) ON DELETE CASCADE,
    address    citext      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL
);

COMMENT ON COLUMN links.hash IS 'SHA-256 of the token: the token itself is in the mail only';
COMMENT ON COLUMN links.address IS 'Where the link was sent';

CREATE INDEX links_user_idx ON links (user_id);
CREATE INDEX links_email_idx ON links (email_id);
CREATE INDEX links_expiry_idx ON links (expires_at);

-- Functions that were deployed before this migration know three kinds of e-mails
-- and give up all others as unneeded, with this reason. Such an e-mail stays queued
-- for the functions that know it.
CREATE FUNCTION emails_keep_unknown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.failed_at := NULL;
    RETURN NEW;
END
$$;

CREATE TRIGGER emails_keep_unknown BEFORE UPDATE ON emails FOR EACH ROW
WHEN (NEW.failed_at IS NOT NULL AND NEW.last_error = 'nobody waits for it'
    AND NEW.kind NOT IN ('registration', 'renewal', 'already_registered'))
EXECUTE FUNCTION emails_keep_unknown();
