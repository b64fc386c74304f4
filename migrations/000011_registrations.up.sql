-- Several registrations of one address can be pending until a link is opened, so an
-- address is unique among accounts only. The strongest lock is taken first: a
-- registration reads users before it writes there, so a weaker lock that is raised
-- later would deadlock with it again and again.
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;

CREATE UNIQUE INDEX users_account_email_key ON users (email) WHERE is_active OR activated_at IS NOT NULL;
CREATE INDEX users_pending_email_idx ON users (email, created_at DESC, id DESC) WHERE NOT is_active AND activated_at IS NULL;

ALTER TABLE users DROP CONSTRAINT users_email_key;

COMMENT ON COLUMN users.decoy_of IS
    'Only functions from before version 11 set it. Such a row has no address, but holds its name as a registration does';
