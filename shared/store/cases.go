package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/cursor"
	"social.example/shared/fault"
	"social.example/shared/social"
)

// caseColumns selects a case c, its first report f, and the users that they name.
var caseColumns = `
	c.id, c.kind, c.subject_id, f.reason, f.text, c.created_at, ` + authorOrNull("reporter") + `, c.reports_count, c.reasons,
	` + authorOrNull("author") + `, c.closed_at, c.action, c.until, c.note, ` + authorOrNull("moderator")

// fromCases is the FROM clause that caseColumns needs. Users are read whether or not they
// are visible: moderators see all.
const fromCases = `
	FROM cases c JOIN reports f ON f.id = c.id
	LEFT JOIN users reporter ON reporter.id = f.reporter_id
	LEFT JOIN users author ON author.id = c.author_id
	LEFT JOIN users moderator ON moderator.id = c.moderator_id`

// authorOrNull selects a user that was joined, as the JSON of an author, or null.
func authorOrNull(u string) string {
	return `CASE WHEN ` + u + `.id IS NOT NULL THEN
		jsonb_build_object('id', ` + u + `.id, 'username', ` + u + `.username, 'display_name', coalesce(` + u + `.display_name, ` + u + `.username::text)) END`
}

// foundCase is a case whose subject is still to be read.
type foundCase struct {
	social.Case
	subject int64
}

func scanCase(row pgx.CollectableRow) (foundCase, error) { return scanCaseAnd()(row) }

// scanCaseAnd scans caseColumns and the columns after them.
func scanCaseAnd(more ...any) pgx.RowToFunc[foundCase] {
	return func(row pgx.CollectableRow) (c foundCase, err error) {
		var closed *time.Time
		var action, note *string
		var until *time.Time
		var moderator *social.Author
		err = row.Scan(append([]any{
			&c.ID, &c.Kind, &c.subject, &c.Reason, &c.Text, &c.CreatedAt, &c.Reporter, &c.ReportsCount, &c.Reasons,
			&c.Author, &closed, &action, &until, &note, &moderator,
		}, more...)...)
		c.Status = "open"
		if err == nil && closed != nil {
			c.Status = "closed"
			c.Resolution = &social.Resolution{Action: *action, Until: until, Note: *note, Moderator: moderator, CreatedAt: *closed}
		}
		return c, err
	}
}

// List returns the open or the closed cases. Open ones are sorted by the number of
// their reports, the oldest of equal ones first; closed ones by their resolution, the
// newest first. The cases about the viewer are left out.
func (s Moderation) List(ctx context.Context, viewer int64, open bool, p Page) (Rows[social.Case], error) {
	list := s.listOpen
	if !open {
		list = s.listClosed
	}
	found, err := list(ctx, viewer, p)
	if err != nil {
		return Rows[social.Case]{}, err
	}
	page := paged(found, p.Limit)
	cases, err := s.withSubjects(ctx, viewer, page.Rows)
	return Rows[social.Case]{Rows: cases, Next: page.Next}, err
}

func (s Moderation) listOpen(ctx context.Context, viewer int64, p Page) ([]placed[foundCase], error) {
	after, reports := p.After, int(p.After.Rank)
	if after.IsFirst() {
		after, reports = oldest, 1<<31-1
	}
	return queryAll(ctx, s.DB, func(row pgx.CollectableRow) (placed[foundCase], error) {
		c, err := scanCase(row)
		return placed[foundCase]{row: c, at: cursor.Position{At: c.CreatedAt, ID: c.ID, Rank: float32(c.ReportsCount)}}, err
	}, `
		SELECT `+caseColumns+fromCases+`
		WHERE c.closed_at IS NULL AND c.author_id <> @viewer AND (-c.reports_count, c.created_at, c.id) > (-@reports::integer, @at, @id)
		ORDER BY -c.reports_count, c.created_at, c.id
		LIMIT @limit`,
		pgx.StrictNamedArgs{"viewer": viewer, "reports": reports, "at": after.At, "id": after.ID, "limit": p.Limit + 1})
}

func (s Moderation) listClosed(ctx context.Context, viewer int64, p Page) ([]placed[foundCase], error) {
	at, id := start(p.After)
	return queryAll(ctx, s.DB, func(row pgx.CollectableRow) (placed[foundCase], error) {
		c, err := scanCase(row)
		if err != nil {
			return placed[foundCase]{}, err
		}
		return placed[foundCase]{row: c, at: cursor.Position{At: c.Resolution.CreatedAt, ID: c.ID}}, nil
	}, `
		SELECT `+caseColumns+fromCases+`
		WHERE c.closed_at IS NOT NULL AND c.author_id <> @viewer AND (c.closed_at, c.id) < (@at, @id)
		ORDER BY c.closed_at DESC, c.id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"viewer": viewer, "at": at, "id": id, "limit": p.Limit + 1})
}

// The limits of what Get returns.
const (
	caseReports = 100
	caseHistory = 20
)

var errNoCase = fault.New(fault.NotFound, "there is no such report")

// Get returns the case of the report with this id. A case about the viewer is NotFound:
// it names those who reported them.
func (s Moderation) Get(ctx context.Context, viewer, report int64) (detail social.CaseDetail, err error) {
	var active *bool
	found, err := queryOne(ctx, s.DB, scanCaseAnd(&active, &detail.AuthorSuspendedUntil), `
		SELECT `+caseColumns+`, author.is_active, author.suspended_until`+fromCases+`
		WHERE c.id = (SELECT case_id FROM reports WHERE id = @id) AND c.author_id <> @viewer`,
		pgx.StrictNamedArgs{"id": report, "viewer": viewer})
	if errors.Is(err, pgx.ErrNoRows) {
		return detail, errNoCase
	}
	if err != nil {
		return detail, err
	}
	detail.AuthorIsActive = active != nil && *active
	cases, err := s.withSubjects(ctx, viewer, []foundCase{found})
	if err != nil {
		return detail, err
	}
	detail.Case = cases[0]
	detail.Reports, err = queryAll(ctx, s.DB, func(row pgx.CollectableRow) (r social.CaseReport, err error) {
		return r, row.Scan(&r.ID, &r.Reason, &r.Text, &r.CreatedAt, &r.Reporter)
	}, `
		SELECT r.id, r.reason, r.text, r.created_at, `+authorOrNull("u")+`
		FROM reports r LEFT JOIN users u ON u.id = r.reporter_id
		WHERE r.case_id = @case ORDER BY r.id DESC LIMIT @limit`,
		pgx.StrictNamedArgs{"case": found.ID, "limit": caseReports})
	if err != nil {
		return detail, err
	}
	detail.History, err = queryAll(ctx, s.DB, pgx.RowToStructByPos[social.PastResolution], `
		SELECT id, kind, action, note, until, closed_at
		FROM cases
		WHERE author_id = (SELECT author_id FROM cases WHERE id = @case) AND closed_at IS NOT NULL AND id <> @case
		ORDER BY closed_at DESC, id DESC LIMIT @limit`,
		pgx.StrictNamedArgs{"case": found.ID, "limit": caseHistory})
	return detail, err
}
