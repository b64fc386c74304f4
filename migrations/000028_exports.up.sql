-- When each user last exported their data.
CREATE TABLE exports (
    user_id    bigint      PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    started_at timestamptz NOT NULL DEFAULT now()
);
