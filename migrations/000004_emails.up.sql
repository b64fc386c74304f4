-- One row per e-mail to send. The transaction that causes the e-mail inserts it. A
-- sender claims a row until claimed_until, and then marks it as sent or failed.
CREATE TABLE emails (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind          text        NOT NULL CHECK (kind IN ('registration', 'renewal', 'already_registered')),
    user_id       bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at    timestamptz NOT NULL DEFAULT now(),
    claimed_until timestamptz,
    attempts      integer     NOT NULL DEFAULT 0,
    last_error    text,
    sent_at       timestamptz,
    failed_at     timestamptz,
    CONSTRAINT emails_outcome_check CHECK (sent_at IS NULL OR failed_at IS NULL)
);

CREATE INDEX emails_unsent_idx ON emails (created_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX emails_user_idx ON emails (user_id, created_at);

CREATE TABLE activation_tokens (
    hash       bytea       PRIMARY KEY CHECK (octet_length(hash) = 32),
    user_id    bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email_id   bigint      NOT NULL REFERENCES emails (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

COMMENT ON COLUMN activation_tokens.hash IS 'SHA-256 of the token: the token itself is in the mail only';

CREATE INDEX activation_tokens_user_idx ON activation_tokens (user_id);
CREATE INDEX activation_tokens_email_idx ON activation_tokens (email_id);
CREATE INDEX activation_tokens_expiry_idx ON activation_tokens (expires_at);
