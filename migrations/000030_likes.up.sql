-- Likes of posts and comments, bookmarks of posts, and the users whom a post mentions.
ALTER TABLE posts ADD COLUMN mentions bigint[] NOT NULL DEFAULT '{}';

-- NOT VALID spares a scan of the table under the strongest lock. The column is new, so
-- no row can break the rule.
ALTER TABLE posts ADD CONSTRAINT posts_mentions_check CHECK (cardinality(mentions) <= 10) NOT VALID;

COMMENT ON COLUMN posts.mentions IS 'Ids of the users that the content named when it was written. Some may not be active by now';

CREATE TABLE post_likes (
    user_id    bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    post_id    bigint      NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    is_hidden  boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (user_id, post_id)
);

COMMENT ON COLUMN post_likes.is_hidden IS 'Whether the user is inactive';

CREATE INDEX post_likes_list_idx ON post_likes (post_id, is_hidden, created_at DESC, user_id DESC);
CREATE INDEX post_likes_user_idx ON post_likes (user_id, is_hidden);

-- The number of likes is the sum of a post's rows. Users who like the same post at
-- once change different rows, so they do not wait for each other.
CREATE TABLE post_like_counts (
    post_id bigint   NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    slot    smallint NOT NULL,
    likes   integer  NOT NULL,
    PRIMARY KEY (post_id, slot)
) WITH (fillfactor = 50);

CREATE TABLE comment_likes (
    user_id    bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    comment_id bigint      NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    is_hidden  boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (user_id, comment_id)
);

CREATE INDEX comment_likes_comment_idx ON comment_likes (comment_id);
CREATE INDEX comment_likes_user_idx ON comment_likes (user_id, is_hidden);

CREATE TABLE comment_like_counts (
    comment_id bigint   NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    slot       smallint NOT NULL,
    likes      integer  NOT NULL,
    PRIMARY KEY (comment_id, slot)
) WITH (fillfactor = 50);

CREATE TABLE bookmarks (
    user_id    bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    post_id    bigint      NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (user_id, post_id)
);

CREATE INDEX bookmarks_list_idx ON bookmarks (user_id, created_at DESC, post_id DESC);
CREATE INDEX bookmarks_post_idx ON bookmarks (post_id);

-- Likes are hidden as comments are, by the same function.
ALTER FUNCTION comments_hide RENAME TO hide_inactive;

DO $do$
DECLARE
    template CONSTANT text := $template$
CREATE OR REPLACE FUNCTION {noun}_likes_add(subject bigint, step integer) RETURNS void LANGUAGE plpgsql AS $function$
DECLARE
    -- Bounds the rows that a reader of the post adds up. Not measured yet.
    slots CONSTANT integer := 16;
BEGIN
    UPDATE {noun}_like_counts c SET likes = c.likes + step
    WHERE c.{noun}_id = subject AND c.slot = (
        SELECT slot FROM {noun}_like_counts WHERE {noun}_id = subject ORDER BY slot LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    );
    IF NOT FOUND THEN
        INSERT INTO {noun}_like_counts ({noun}_id, slot, likes)
        SELECT id, floor(random() * slots), step FROM {noun}s WHERE id = subject
        ON CONFLICT ({noun}_id, slot) DO UPDATE SET likes = {noun}_like_counts.likes + step;
    END IF;
END
$function$;

CREATE OR REPLACE FUNCTION {noun}_likes_count() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM {noun}_likes_add(d.{noun}_id, CASE TG_OP WHEN 'INSERT' THEN d.likes ELSE -d.likes END)
    FROM (SELECT {noun}_id, count(*)::integer AS likes FROM changed WHERE NOT is_hidden GROUP BY {noun}_id ORDER BY {noun}_id) d;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION {noun}_likes_recount() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM {noun}_likes_add(d.{noun}_id, d.step)
    FROM (
        SELECT {noun}_id, sum(is_hidden::integer * CASE WHEN was THEN 1 ELSE -1 END)::integer AS step
        FROM (SELECT {noun}_id, is_hidden, true AS was FROM unchanged UNION ALL SELECT {noun}_id, is_hidden, false FROM changed) rows
        GROUP BY {noun}_id
        ORDER BY {noun}_id
    ) d
    WHERE d.step <> 0;
    RETURN NULL;
END
$function$
$template$;
BEGIN
    EXECUTE replace(template, '{noun}', 'post');
    EXECUTE replace(template, '{noun}', 'comment');
END
$do$;

CREATE TRIGGER post_likes_hidden BEFORE INSERT ON post_likes FOR EACH ROW EXECUTE FUNCTION hide_inactive();
CREATE TRIGGER post_likes_added AFTER INSERT ON post_likes REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION post_likes_count();
CREATE TRIGGER post_likes_removed AFTER DELETE ON post_likes REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION post_likes_count();
CREATE TRIGGER post_likes_changed AFTER UPDATE ON post_likes REFERENCING OLD TABLE AS unchanged NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION post_likes_recount();
CREATE TRIGGER comment_likes_hidden BEFORE INSERT ON comment_likes FOR EACH ROW EXECUTE FUNCTION hide_inactive();
CREATE TRIGGER comment_likes_added AFTER INSERT ON comment_likes REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION comment_likes_count();
CREATE TRIGGER comment_likes_removed AFTER DELETE ON comment_likes REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION comment_likes_count();
CREATE TRIGGER comment_likes_changed AFTER UPDATE ON comment_likes REFERENCING OLD TABLE AS unchanged NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION comment_likes_recount();
