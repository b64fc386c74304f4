-- What the functions may do. They connect as a member of the role app, which can read and
-- write rows but change nothing else; the user that runs the migrations owns everything.
-- Each run applies this file after the migrations, so it covers the tables of all of them.
DO $$
DECLARE
    -- Rows of these tables are never changed or deleted.
    append_only CONSTANT text[] := ARRAY['moderation_log'];
    -- These tables are the migrations' own.
    bookkeeping CONSTANT text[] := ARRAY['schema_migrations', 'schema_functions'];
    item record;
BEGIN
    -- A role belongs to the whole server. Another of its databases may create this one at
    -- the same time.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN
        BEGIN
            CREATE ROLE app NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END IF;

    EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO app', current_database());
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO app;

    -- Objects of extensions, and those of others in a shared database, are left alone.
    FOR item IN
        SELECT c.oid::regclass AS name,
               CASE WHEN c.relname = ANY (append_only) THEN 'SELECT, INSERT' ELSE 'SELECT, INSERT, UPDATE, DELETE' END AS privileges,
               c.relname = ANY (bookkeeping) AS hidden
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND pg_has_role(c.relowner, 'USAGE')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('REVOKE ALL ON TABLE %s FROM app', item.name);
        IF NOT item.hidden THEN
            EXECUTE format('GRANT %s ON TABLE %s TO app', item.privileges, item.name);
        END IF;
    END LOOP;
    FOR item IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S' AND pg_has_role(c.relowner, 'USAGE')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO app', item.name);
    END LOOP;

    -- Tables of later migrations get their privileges when they are created, not at the end
    -- of the run: a trigger may write to them from then on. Functions are executable by
    -- everybody.
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO app;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE insufficient_privilege USING MESSAGE = SQLERRM,
            HINT = 'the user of the migrations must own the database and its tables; if it may not create roles, run CREATE ROLE app first';
END
$$;
