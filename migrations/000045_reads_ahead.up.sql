-- Notifications that were read while an earlier one was still being written.
ALTER TABLE notification_reads ADD COLUMN ahead bigint[] NOT NULL DEFAULT '{}';

COMMENT ON COLUMN notification_reads.ahead IS 'The ids of notifications after the position that are read too. The position stays before what is committed later';
