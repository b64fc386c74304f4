LOCK TABLE users IN ACCESS EXCLUSIVE MODE;

-- Each address keeps one row: its account, or else its newest registration.
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
    'Set on the row that a registration creates when its e-mail belongs to an active account. It holds the name, as a real registration does, so that the response to a second registration does not tell them apart';
