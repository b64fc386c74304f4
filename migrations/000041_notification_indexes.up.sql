-- The acts of a thread that are neither withdrawn nor hidden, newest first. A post that
-- many users like and unlike has thousands of withdrawn notifications, and a writer looks
-- for the newest of the others.
CREATE INDEX notifications_acts_idx ON notifications (thread, created_at DESC, id DESC)
    WHERE NOT is_withdrawn AND NOT is_hidden;
-- All notifications about a post or a comment, which are deleted with it.
CREATE INDEX notifications_subject_idx ON notifications (post_id, comment_id) WHERE post_id <> 0;
DROP INDEX notifications_thread_idx;
