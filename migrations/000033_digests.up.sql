-- What digests need: the time up to which the last one covered notifications, and the
-- key of the links that turn digests off.
ALTER TABLE notification_settings
    ADD COLUMN digested_through timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN unsubscribe_key  bytea       CHECK (octet_length(unsubscribe_key) = 16);

COMMENT ON COLUMN notification_settings.digested_through IS 'The last digest covered the notifications before it. The next one needs one that is newer';
COMMENT ON COLUMN notification_settings.unsubscribe_key IS 'In the links of the user''s digests, which work for ever. It allows nothing but to turn them off. Made with the first digest';
