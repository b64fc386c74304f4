-- Whether the recipient had read a notification when its act was undone. If so, the same
-- act soon afterwards does not notify the recipient again. Notifications of acts that were
-- undone before this migration count as read.
ALTER TABLE notifications ADD COLUMN was_read boolean NOT NULL DEFAULT true;

COMMENT ON COLUMN notifications.was_read IS 'Whether the recipient had read it when the act was taken back';
