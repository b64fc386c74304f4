-- Two-step sign-in, and the places from which users sign in without a known device.
CREATE TABLE totp_secrets (
    user_id      bigint      PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    key_id       text        NOT NULL,
    secret       bytea       NOT NULL,
    used_step    bigint      NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz
);

COMMENT ON COLUMN totp_secrets.secret IS 'Encrypted: the key with the id key_id is in the settings of the functions';
COMMENT ON COLUMN totp_secrets.used_step IS 'The period of the code that was used last: only codes of later ones are accepted';
COMMENT ON COLUMN totp_secrets.confirmed_at IS 'NULL: the secret waits for its first code, and sign-ins need none';

CREATE TABLE recovery_codes (
    user_id bigint NOT NULL REFERENCES totp_secrets (user_id) ON DELETE CASCADE,
    hash    bytea  NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (user_id, hash)
);

COMMENT ON TABLE recovery_codes IS 'Unused codes: a code is deleted when it is used';

CREATE TABLE sign_in_places (
    user_id  bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device   text        NOT NULL CHECK (char_length(device) <= 100),
    place    text        NOT NULL CHECK (char_length(place) <= 100),
    first_at timestamptz NOT NULL DEFAULT now(),
    last_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, device, place)
);

COMMENT ON TABLE sign_in_places IS 'Where each user signed in without the token of a known device: a new place is mailed to the owner';
