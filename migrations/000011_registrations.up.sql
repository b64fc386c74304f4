-- Registrations of one address stand side by side until a link is opened, so an
-- address is unique among accounts only. The strongest lock comes first: a
-- registration reads users before it writes there, so a lock that lets it read and
-- is raised later would end in a deadlock with it, again and again.
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;

CREATE UNIQUE INDEX users_account_email_key ON users (email) WHERE is_active OR activated_at IS NOT NULL;
CREATE INDEX users_pending_email_idx ON users (email, created_at DESC, id DESC) WHERE NOT is_active AND activated_at IS NULL;

ALTER TABLE users DROP CONSTRAINT users_email_key;

COMMENT ON COLUMN users.decoy_of IS
    'Written by functions from before version 11 only. Such a row has no address; it holds its name as a registration does';
