-- Registrations of one address stand side by side until a link is opened, so an
-- address is unique among accounts only. No writer may come between the two
-- indexes; readers go on until the old one is dropped, at the end.
LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;

CREATE UNIQUE INDEX users_account_email_key ON users (email) WHERE is_active OR activated_at IS NOT NULL;
CREATE INDEX users_pending_email_idx ON users (email, created_at DESC, id DESC) WHERE NOT is_active AND activated_at IS NULL;

ALTER TABLE users DROP CONSTRAINT users_email_key;

COMMENT ON COLUMN users.decoy_of IS
    'Written by functions from before version 11 only. Such a row has no address; it holds its name as a registration does';

-- The request for a new mail is stored for every address, known or not.
ALTER TABLE emails ALTER COLUMN user_id DROP NOT NULL;

COMMENT ON COLUMN emails.user_id IS 'Null if the recipient asked for a mail: who waits there is looked up when it is sent';
