CREATE INDEX notifications_thread_idx ON notifications (thread, created_at DESC, id DESC);
DROP INDEX notifications_acts_idx, notifications_subject_idx;
