-- posts_delete deletes a post on behalf of a user, and returns whether the post and all
-- its rows are gone. If it has most rows or more, posts_delete deletes that many and hides
-- the post from everybody; posts_erase deletes the rest. It returns null if the post does
-- not exist. The caller has locked the author.
CREATE OR REPLACE FUNCTION posts_delete(target bigint, by bigint, most integer) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    author bigint;
BEGIN
    SELECT p.user_id INTO author FROM posts p
    WHERE p.id = target AND NOT EXISTS (SELECT FROM deleted_posts d WHERE d.post_id = p.id) FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM moderation_log_add(by, 'delete', 'post', target, author);
    IF posts_erase(ARRAY[target], most) < most THEN
        RETURN true;
    END IF;
    UPDATE posts SET taken_down_at = coalesce(taken_down_at, now()) WHERE id = target;
    INSERT INTO deleted_posts (post_id) SELECT target WHERE FOUND;
    RETURN NOT FOUND;
END
$$;
