DELETE FROM emails WHERE kind = 'moderation';
ALTER TABLE emails DROP COLUMN log_id;
DELETE FROM notifications WHERE kind = 'moderation';
ALTER TABLE users DROP COLUMN suspended_until;
DROP FUNCTION IF EXISTS moderation_log_add, moderation_notify;
DROP TABLE moderation_log, reports, cases;
DROP FUNCTION moderation_log_keep;
