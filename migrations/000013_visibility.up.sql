-- An inactive user is hidden everywhere, and visible again as before when reactivated.
-- Posts stay in their table: queries leave out those of inactive authors. Follows with
-- an inactive end are moved to a table of their own, and comments of inactive authors
-- are marked as hidden, so that counters and lists agree without a look at every user.

-- The locks are in the order in which the triggers take theirs.
LOCK TABLE comments IN ACCESS EXCLUSIVE MODE;
LOCK TABLE posts, follows, users IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE inactive_follows (
    follower_id bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    followee_id bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at  timestamptz NOT NULL,
    inactive_id bigint      NOT NULL,
    PRIMARY KEY (follower_id, followee_id),
    CONSTRAINT inactive_follows_end_check CHECK (inactive_id IN (follower_id, followee_id))
);

COMMENT ON COLUMN inactive_follows.inactive_id IS
    'The end that must become active first. If both are inactive, the follow waits for one and then for the other';

CREATE INDEX inactive_follows_followee_idx ON inactive_follows (followee_id);
CREATE INDEX inactive_follows_inactive_idx ON inactive_follows (inactive_id);

CREATE TABLE visibility_queue (
    user_id bigint      PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    since   timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE visibility_queue IS
    'Users with follows or comments that are still to be hidden or shown after a change of is_active';

-- visibility_neighbours returns the ids of the users to lock for the next batch: the
-- other ends of the follows to move when the target becomes active or inactive.
CREATE FUNCTION visibility_neighbours(target bigint, active boolean, most integer) RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        (SELECT followee_id FROM follows WHERE NOT active AND follower_id = target LIMIT most)
        UNION
        (SELECT follower_id FROM follows WHERE NOT active AND followee_id = target LIMIT most)
        UNION
        (SELECT follower_id + followee_id - target FROM inactive_follows WHERE active AND inactive_id = target LIMIT most)
    )
$$;

-- visibility_apply hides or shows one batch of the target's follows and comments, as
-- is_active says, and returns whether nothing is left to do. It locks rows in the
-- same order as all other writers: users by id, then posts by id, then comments.
-- FOR UPDATE waits for every transaction that writes as one of these users, so no
-- follow or comment is missed.
CREATE FUNCTION visibility_apply(target bigint, most integer) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
AS $$
DECLARE
    active   boolean := (SELECT is_active FROM users WHERE id = target);
    others   bigint[] := visibility_neighbours(target, active, most);
    written  bigint[];
    finished boolean;
BEGIN
    PERFORM FROM users WHERE id = ANY (others || target) ORDER BY id FOR UPDATE;
    active := (SELECT is_active FROM users WHERE id = target); -- read again under the lock

    IF active THEN
        WITH moved AS (
            DELETE FROM inactive_follows i USING users u
            WHERE i.inactive_id = target AND u.id = i.follower_id + i.followee_id - target AND u.id = ANY (others) AND u.is_active
            RETURNING i.follower_id, i.followee_id, i.created_at
        )
        INSERT INTO follows (follower_id, followee_id, created_at) SELECT * FROM moved ON CONFLICT DO NOTHING;

        UPDATE inactive_follows SET inactive_id = follower_id + followee_id - target
        WHERE inactive_id = target AND follower_id + followee_id - target = ANY (others);
    ELSE
        WITH moved AS (
            DELETE FROM follows f
            USING (SELECT target, o FROM unnest(others) o UNION ALL SELECT o, target FROM unnest(others) o) pair (follower_id, followee_id)
            WHERE f.follower_id = pair.follower_id AND f.followee_id = pair.followee_id
            RETURNING f.follower_id, f.followee_id, f.created_at
        )
        INSERT INTO inactive_follows (follower_id, followee_id, created_at, inactive_id)
        SELECT follower_id, followee_id, created_at, target FROM moved ON CONFLICT DO NOTHING;
    END IF;

    written := ARRAY(SELECT id FROM comments WHERE user_id = target AND is_hidden = active LIMIT most);
    PERFORM FROM posts WHERE id IN (SELECT post_id FROM comments WHERE id = ANY (written)) ORDER BY id FOR NO KEY UPDATE;
    UPDATE comments SET is_hidden = NOT active WHERE id = ANY (written);

    finished := NOT EXISTS (SELECT FROM comments WHERE user_id = target AND is_hidden = active)
        AND CASE WHEN active THEN NOT EXISTS (SELECT FROM inactive_follows WHERE inactive_id = target)
            ELSE NOT EXISTS (SELECT FROM follows WHERE follower_id = target)
             AND NOT EXISTS (SELECT FROM follows WHERE followee_id = target) END;
    IF finished THEN
        DELETE FROM visibility_queue WHERE user_id = target;
    ELSE
        INSERT INTO visibility_queue (user_id) VALUES (target) ON CONFLICT DO NOTHING;
    END IF;
    RETURN finished;
END
$$;

-- The first batch is part of the change of is_active itself. It is everything for all
-- but the busiest users.
CREATE FUNCTION users_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM visibility_apply(NEW.id, 1000);
    RETURN NULL;
END
$$;

CREATE TRIGGER users_visibility AFTER UPDATE OF is_active ON users FOR EACH ROW
WHEN (OLD.is_active <> NEW.is_active) EXECUTE FUNCTION users_visibility();

WITH moved AS (
    DELETE FROM follows f
    USING (
        SELECT follower_id, followee_id FROM follows JOIN users u ON u.id = follower_id WHERE NOT u.is_active
        UNION
        SELECT follower_id, followee_id FROM follows JOIN users u ON u.id = followee_id WHERE NOT u.is_active
    ) ended
    WHERE f.follower_id = ended.follower_id AND f.followee_id = ended.followee_id
    RETURNING f.follower_id, f.followee_id, f.created_at
)
INSERT INTO inactive_follows (follower_id, followee_id, created_at, inactive_id)
SELECT m.follower_id, m.followee_id, m.created_at, CASE WHEN u.is_active THEN m.followee_id ELSE m.follower_id END
FROM moved m JOIN users u ON u.id = m.follower_id;

-- The comments come last: nobody can read them until this migration ends.
ALTER TABLE comments ADD COLUMN is_hidden boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN comments.is_hidden IS 'Whether the author is inactive';

-- comments_hide locks the author of a new comment first and reads is_active in a
-- second statement, which sees the changes that the lock waited for.
CREATE FUNCTION comments_hide() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM users WHERE id = NEW.user_id FOR KEY SHARE;
    NEW.is_hidden := coalesce((SELECT NOT is_active FROM users WHERE id = NEW.user_id), false);
    RETURN NEW;
END
$$;

CREATE TRIGGER comments_hidden BEFORE INSERT ON comments FOR EACH ROW EXECUTE FUNCTION comments_hide();

-- A post counts its visible comments.
CREATE OR REPLACE FUNCTION comments_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step integer := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
    IF (SELECT count(*) FROM changed) > 1 THEN -- a single post needs no lock order
        PERFORM FROM posts WHERE id IN (SELECT post_id FROM changed WHERE NOT is_hidden) ORDER BY id FOR NO KEY UPDATE;
    END IF;

    UPDATE posts p SET comments_count = p.comments_count + step * d.comments
    FROM (SELECT post_id, count(*)::integer AS comments FROM changed WHERE NOT is_hidden GROUP BY post_id) d
    WHERE p.id = d.post_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION comments_recount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE posts p SET comments_count = p.comments_count + d.comments
    FROM (
        SELECT post_id, sum(step)::integer AS comments
        FROM (
            SELECT post_id, 1 AS step FROM changed WHERE NOT is_hidden
            UNION ALL
            SELECT post_id, -1 FROM unchanged WHERE NOT is_hidden
        ) steps
        GROUP BY post_id
        HAVING sum(step) <> 0
    ) d
    WHERE p.id = d.post_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER comments_changed AFTER UPDATE ON comments REFERENCING OLD TABLE AS unchanged NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION comments_recount();

UPDATE comments c SET is_hidden = true FROM users u WHERE u.id = c.user_id AND NOT u.is_active;
