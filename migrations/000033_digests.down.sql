DELETE FROM emails WHERE class = 'periodic';
DELETE FROM deliveries WHERE class = 'periodic';
ALTER TABLE notification_settings
    DROP COLUMN digested_through,
    DROP COLUMN unsubscribe_key;
