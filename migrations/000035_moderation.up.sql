-- Reports of posts, comments and users, the cases that gather them, suspensions with an
-- end, and the log of what moderators and admins do.
CREATE SEQUENCE reports_id_seq AS bigint;

CREATE TABLE cases (
    id            bigint      PRIMARY KEY,
    kind          text        NOT NULL CHECK (kind IN ('post', 'comment', 'user')),
    subject_id    bigint      NOT NULL,
    author_id     bigint      NOT NULL,
    created_at    timestamptz NOT NULL,
    reports_count integer     NOT NULL,
    reasons       jsonb       NOT NULL,
    closed_at     timestamptz,
    action        text        CHECK (action IN ('dismiss', 'remove', 'suspend')),
    until         timestamptz,
    note          text,
    moderator_id  bigint,
    log_id        bigint,
    told_through  bigint      NOT NULL DEFAULT 0,
    is_told       boolean     NOT NULL DEFAULT false,
    CHECK ((closed_at IS NULL) = (action IS NULL) AND (action IS NULL) = (note IS NULL) AND (action IS NULL) = (log_id IS NULL))
);

COMMENT ON TABLE cases IS 'The reports of one subject, as long as nobody resolved them. A later report of it opens another case';
COMMENT ON COLUMN cases.id IS 'The id of its first report';
COMMENT ON COLUMN cases.author_id IS 'Who wrote the subject, or the user. No foreign key: a case outlives both';
COMMENT ON COLUMN cases.reasons IS 'How many reports have each reason';
COMMENT ON COLUMN cases.log_id IS 'The entry of its resolution in moderation_log';
COMMENT ON COLUMN cases.told_through IS 'The last report with a reporter who was told of the resolution';

CREATE UNIQUE INDEX cases_open_idx ON cases (kind, subject_id) WHERE closed_at IS NULL;
CREATE INDEX cases_queue_idx ON cases ((-reports_count), created_at, id) WHERE closed_at IS NULL;
CREATE INDEX cases_closed_idx ON cases (closed_at DESC, id DESC) WHERE closed_at IS NOT NULL;
CREATE INDEX cases_author_idx ON cases (author_id, closed_at DESC, id DESC) WHERE closed_at IS NOT NULL;
CREATE INDEX cases_untold_idx ON cases (closed_at, id) WHERE closed_at IS NOT NULL AND NOT is_told;

CREATE TABLE reports (
    id          bigint      PRIMARY KEY DEFAULT nextval('reports_id_seq'),
    case_id     bigint      NOT NULL REFERENCES cases (id),
    kind        text        NOT NULL,
    subject_id  bigint      NOT NULL,
    reporter_id bigint      REFERENCES users (id) ON DELETE SET NULL,
    reason      text        NOT NULL CHECK (reason IN ('spam', 'abuse', 'hate', 'sexual', 'violence', 'self_harm', 'other')),
    text        text        NOT NULL,
    created_at  timestamptz NOT NULL,
    UNIQUE (reporter_id, kind, subject_id)
);

ALTER SEQUENCE reports_id_seq OWNED BY reports.id;

COMMENT ON COLUMN reports.reporter_id IS 'Null after the reporter was erased';

CREATE INDEX reports_case_idx ON reports (case_id, id);

CREATE TABLE moderation_log (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    moderator_id bigint,
    action       text        NOT NULL CHECK (action IN (
        'dismiss', 'remove', 'suspend', 'restore', 'lift', 'role', 'deactivate', 'reactivate', 'edit', 'delete')),
    kind         text        NOT NULL CHECK (kind IN ('post', 'comment', 'user')),
    subject_id   bigint      NOT NULL,
    user_id      bigint,
    report_id    bigint,
    until        timestamptz,
    note         text        NOT NULL DEFAULT ''
);

COMMENT ON TABLE moderation_log IS 'What moderators and admins did. It has ids only, and no foreign keys, so it outlives what it names. Nobody can change it';
COMMENT ON COLUMN moderation_log.moderator_id IS 'Null: the system';
COMMENT ON COLUMN moderation_log.user_id IS 'The user that it concerns';
COMMENT ON COLUMN moderation_log.report_id IS 'The case that it resolved';

CREATE INDEX moderation_log_list_idx ON moderation_log (created_at DESC, id DESC);

CREATE OR REPLACE FUNCTION moderation_log_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'moderation_log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER moderation_log_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON moderation_log
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_log_keep();

ALTER TABLE users ADD COLUMN suspended_until timestamptz;
COMMENT ON COLUMN users.suspended_until IS 'When a sweep reactivates the user. Null if the user is active, or inactive without an end';
CREATE INDEX users_suspended_idx ON users (suspended_until) WHERE suspended_until IS NOT NULL;

ALTER TABLE emails ADD COLUMN log_id bigint;
COMMENT ON COLUMN emails.log_id IS 'The entry of moderation_log that a statement of reasons is about';
