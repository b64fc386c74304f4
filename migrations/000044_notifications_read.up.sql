-- Whether the recipient had read a notification when its act was taken back: if so, the
-- recipient was told, and the same act soon afterwards tells nothing. What was taken back
-- before counts as read.
ALTER TABLE notifications ADD COLUMN was_read boolean NOT NULL DEFAULT true;

COMMENT ON COLUMN notifications.was_read IS 'Whether the recipient had read it when the act was taken back';
