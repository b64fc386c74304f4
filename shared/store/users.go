package store

import (
	"context"
	"errors"
	"math"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// Users reads active users, and reads and changes the rights of all users.
type Users struct {
	DB *pgxpool.Pool
	// Slots limits how many searches run at once.
	Slots Slots
}

// authorColumns selects the names of an author u.
const authorColumns = `u.username::text, coalesce(u.display_name, u.username::text)`

// hasRow is the condition that a table has a row that satisfies the condition. At most
// one row may satisfy it. The subquery looks up that row. With EXISTS, PostgreSQL may
// read all of the viewer's rows into a hash instead, and those may be thousands.
func hasRow(tableAndCondition string) string {
	return `coalesce((SELECT true FROM ` + tableAndCondition + `), false)`
}

// userColumns selects a user u as @viewer sees them. Blocked users can't be seen: only
// the list of them sets IsBlocked.
var userColumns = `
	u.id, ` + authorColumns + `, coalesce(u.bio, ''), coalesce(u.location, ''), coalesce(u.website, ''),
	u.created_at, u.followers_count, u.following_count, u.posts_count,
	` + hasRow(`follows v WHERE v.follower_id = @viewer AND v.followee_id = u.id`) + `,
	` + hasRow(`follows v WHERE v.follower_id = u.id AND v.followee_id = @viewer`) + `,
	` + hasRow(`mutes v WHERE v.muter_id = @viewer AND v.muted_id = u.id`)

func userFields(u *social.User) []any {
	return []any{
		&u.ID, &u.Username, &u.DisplayName, &u.Bio, &u.Location, &u.Website,
		&u.CreatedAt, &u.FollowersCount, &u.FollowingCount, &u.PostsCount, &u.IsFollowed, &u.FollowsYou, &u.IsMuted,
	}
}

func scanUser(row pgx.CollectableRow) (social.User, error) { return scanUserAnd()(row) }

// scanUserAnd scans userColumns and the columns after them.
func scanUserAnd(more ...any) pgx.RowToFunc[social.User] {
	return func(row pgx.CollectableRow) (u social.User, err error) {
		err = row.Scan(append(userFields(&u), more...)...)
		return u, err
	}
}

var errNoUser = fault.New(fault.NotFound, "there is no such user")

// Get returns a user as the viewer sees them.
func (s Users) Get(ctx context.Context, id, viewer int64) (social.User, error) {
	user, err := queryOne(ctx, s.DB, scanUser,
		`SELECT `+userColumns+` FROM `+visibleUsers+` WHERE u.id = @id`,
		pgx.StrictNamedArgs{"id": id, "viewer": viewer})
	if errors.Is(err, pgx.ErrNoRows) {
		return user, errNoUser
	}
	return user, err
}

// Me returns the account of a signed-in user.
func (s Users) Me(ctx context.Context, id int64) (social.Me, error) {
	me, err := readMe(ctx, s.DB, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return me, fault.NotSignedIn // deactivated or deleted since the request began
	}
	return me, err
}

func readMe(ctx context.Context, db querier, id int64) (social.Me, error) {
	return queryOne(ctx, db, func(row pgx.CollectableRow) (me social.Me, err error) {
		fields := append(userFields(&me.User), &me.Email, &me.IsActive, &me.HasTOTP,
			&me.Role.ID, &me.Role.Name, &me.Role.Level, &me.Role.Description, &me.UnreadNotifications)
		return me, row.Scan(fields...)
	}, `
		SELECT `+userColumns+`, u.email::text, u.is_active, `+hasTOTP+`, r.id, r.name, r.level, r.description, `+unreadCount+`
		FROM users u JOIN roles r ON r.id = u.role_id
		WHERE u.id = @viewer AND u.is_active`,
		pgx.StrictNamedArgs{"viewer": id})
}

// List returns the users that the viewer can see, without the viewer, newest first.
func (s Users) List(ctx context.Context, viewer int64, p Page) (Rows[social.User], error) {
	at, id := start(p.After)
	skipped := p.Offset + int(p.After.Skip)
	users, err := queryAll(ctx, s.DB, scanLookedUser, `
		SELECT `+userColumns+`, l.created_at, l.id, `+isLast("l")+`
		FROM `+looked(`users`, `is_active AND id <> @viewer AND (created_at, id) < (@at, @id)`, `created_at DESC, id DESC`)+` l
		LEFT JOIN `+visibleUsers+` ON u.id = l.id
		WHERE u.id IS NOT NULL OR `+isLast("l")+`
		ORDER BY l.created_at DESC, l.id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"viewer": viewer, "at": at, "id": id, "limit": skipped + p.Limit + 1})
	page := paged(users, skipped+p.Limit)
	first := min(skipped, len(page.Rows))
	page.Rows = page.Rows[first:]
	if !page.Next.IsFirst() {
		page.Next.Skip = int32(skipped - first) //nolint:gosec // G115: at most the largest offset
	}
	return page, err
}

func scanLookedUser(row pgx.CollectableRow) (placed[social.User], error) {
	return scanLooked(row, scanUserAnd)
}

// Search returns the users that the viewer can see, without the viewer, with names that
// contain the text or resemble it, most similar first. If the text has one or two
// characters, or matches very many names, it returns up to 1,000 of the shortest names
// that begin with it.
func (s Users) Search(ctx context.Context, viewer int64, text string, p Page) (Rows[social.User], error) {
	at, id := start(p.After)
	rank := p.After.Rank
	if p.After.IsFirst() {
		rank = math.MaxFloat32
	}
	free, err := s.Slots.take(ctx)
	if err != nil {
		return Rows[social.User]{}, err
	}
	defer free()
	users, err := queryAll(ctx, s.DB, scanPlacedUser, `
		SELECT `+userColumns+`, u.created_at, m.rank
		FROM users_search(@viewer, @text, @rank, @at, @id, @offset, @limit) m JOIN users u ON u.id = m.id
		ORDER BY m.rank DESC, u.created_at DESC, u.id DESC`,
		pgx.StrictNamedArgs{
			"viewer": viewer, "text": text, "rank": rank, "at": at, "id": id,
			"limit": p.Limit + 1, "offset": p.Offset,
		})
	return paged(users, p.Limit), err
}

// scanPlacedUser scans a user, then the time and rank of its position.
func scanPlacedUser(row pgx.CollectableRow) (u placed[social.User], err error) {
	u.row, err = scanUserAnd(&u.at.At, &u.at.Rank)(row)
	u.at.ID = u.row.ID
	return u, err
}
