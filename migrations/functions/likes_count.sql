-- These functions keep post_like_counts and comment_like_counts, which count the likes
-- of active users. They are one text for both.
--
-- A like changes the first row of its post that nobody else is changing. If all are
-- taken it adds a row, up to a limit. So a post that everybody likes at once gets
-- several rows, and other posts have one. The likes of several posts are added in the
-- order of the posts, so that two transactions don't wait for each other.
DO $do$
DECLARE
    template CONSTANT text := $template$
CREATE OR REPLACE FUNCTION {noun}_likes_add(subject bigint, step integer) RETURNS void LANGUAGE plpgsql AS $function$
DECLARE
    -- Bounds the rows that a reader of the post adds up.
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
