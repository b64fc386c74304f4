-- users_search returns the users that the viewer can see, without the viewer, with
-- names that are similar to the text or contain it, the most similar first, from a
-- position on. If very many names match, or if the text has one or two characters, it
-- returns the 1,000 shortest names that begin with the text instead, with ranks above
-- prefix_rank. So a cursor tells which of the two it continues.
CREATE OR REPLACE FUNCTION users_search(
    viewer bigint, search text, after_rank real, after_at timestamptz, after_id bigint, skipped integer, wanted integer
) RETURNS TABLE (id bigint, rank real)
LANGUAGE plpgsql STABLE ROWS 20
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    -- The trigram index needs three characters.
    trigram       CONSTANT integer := 3;
    -- Similarities are 0 to 1, so ranks of the two kinds never overlap.
    prefix_rank   CONSTANT real := 2;
    -- More similar names than this are not compared, so that a search costs less than
    -- 200 ms of the database. A sample of the newest names estimates how many match.
    max_similar   CONSTANT integer := 5000;
    -- The default of pg_trgm.similarity_threshold, which the operator % uses.
    threshold     CONSTANT numeric := 0.3;
    -- The lengths of names, as in the constraint on users.
    shortest_name CONSTANT integer := 3;
    longest_name  CONSTANT integer := 30;

    form    text := search_form(search);
    pattern text := '%' || regexp_replace(form, '([\\%_])', '\\\1', 'g') || '%';
    letters text[] := show_trgm(form);
    matches bigint[];
    base    real := 0;
BEGIN
    IF char_length(form) < trigram OR after_rank >= prefix_rank AND after_rank <= prefix_rank + 1 OR after_rank > prefix_rank + 1 AND (
        SELECT avg((u.username::text ILIKE pattern
                    OR (SELECT count(*) FROM unnest(show_trgm(u.username::text)) l (l) WHERE l.l = ANY (letters)) >= threshold * cardinality(letters))::integer)
        FROM (SELECT username FROM users WHERE is_active ORDER BY created_at DESC, users.id DESC LIMIT 300) u
    ) * (SELECT reltuples FROM pg_class WHERE oid = 'users'::regclass) > max_similar THEN
        base := prefix_rank;
        matches := ARRAY(
            SELECT u.id
            FROM generate_series(greatest(char_length(form), shortest_name), longest_name) size CROSS JOIN LATERAL (
                SELECT u.id FROM users u
                WHERE u.is_active AND char_length(u.username::text) = size
                  AND lower(u.username::text) COLLATE "C" >= form AND lower(u.username::text) COLLATE "C" < form || '{'
                ORDER BY lower(u.username::text) COLLATE "C"
                LIMIT 1000 -- literals: the plan depends on them
            ) u
            LIMIT 1000
        );
    ELSE
        matches := ARRAY(
            SELECT u.id FROM users u
            WHERE u.is_active AND (u.username::text % form OR u.username::text ILIKE pattern)
        );
    END IF;

    RETURN QUERY
    SELECT m.id, m.rank
    FROM (
        SELECT u.id, u.created_at, similarity(u.username::text, form) + base AS rank
        FROM unnest(matches) found JOIN visible_users(viewer) u ON u.id = found
        WHERE u.id <> viewer
    ) m
    WHERE (m.rank, m.created_at, m.id) < (after_rank, after_at, after_id)
    ORDER BY m.rank DESC, m.created_at DESC, m.id DESC
    LIMIT wanted OFFSET skipped;
END
$$;
