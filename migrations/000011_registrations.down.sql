LOCK TABLE users IN ACCESS EXCLUSIVE MODE;

-- An address has room for one row: its account, or its newest registration.
DELETE FROM users u
WHERE NOT u.is_active AND u.activated_at IS NULL AND EXISTS (
    SELECT FROM users o
    WHERE o.email = u.email AND o.id <> u.id
      AND (o.is_active OR o.activated_at IS NOT NULL OR (o.created_at, o.id) > (u.created_at, u.id))
);

ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);

DROP INDEX users_pending_email_idx;
DROP INDEX users_account_email_key;

COMMENT ON COLUMN users.decoy_of IS
    'Set on the row that a registration leaves when its e-mail belongs to an active account: it holds the name, as a real one would, so that the answer to a second registration does not tell them apart';
