LOCK TABLE emails IN ACCESS EXCLUSIVE MODE;

DROP TABLE links;
DROP TRIGGER emails_keep_unknown ON emails;
DROP FUNCTION emails_keep_unknown();

DELETE FROM deliveries WHERE class <> 'unsolicited';
DELETE FROM emails WHERE kind NOT IN ('registration', 'renewal', 'already_registered');

ALTER TABLE deliveries DROP COLUMN class;
ALTER TABLE emails
    DROP COLUMN class,
    DROP COLUMN acted_at,
    DROP COLUMN device,
    DROP COLUMN place,
    ADD CONSTRAINT emails_kind_check CHECK (kind IN ('registration', 'renewal', 'already_registered'));
