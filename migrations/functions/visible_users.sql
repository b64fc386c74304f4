-- visible_users returns the users that the viewer can see: those who are active, have
-- not blocked the viewer and are not blocked by the viewer. Every query that shows a
-- user, or what a user wrote or did, reads the user here. The feed and the stream need
-- not: they show authors whom the viewer follows, and a block ends the follow. Viewer 0
-- is nobody, and sees all active users.
--
-- The planner inlines this query, so it costs two index lookups for each user. They are
-- scalar, so that they can't become joins over all blocks. With <> the planner expects
-- almost every user to pass. With IS NULL it would expect almost none, and so read
-- whole tables for a page.
CREATE OR REPLACE FUNCTION visible_users(viewer bigint) RETURNS SETOF users LANGUAGE sql STABLE AS $$
    SELECT u.* FROM users u
    WHERE u.is_active
      AND coalesce((SELECT 1 FROM blocks b WHERE b.blocker_id = viewer AND b.blocked_id = u.id), 0) <> 1
      AND coalesce((SELECT 1 FROM blocks b WHERE b.blocker_id = u.id AND b.blocked_id = viewer), 0) <> 1
$$;
