package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
)

// Live reads new posts and notifications once for all viewers.
type Live struct{ DB *pgxpool.Pool }

// Horizon is how far posts and notifications can safely be read.
type Horizon struct {
	// At is the time before which every row is visible to a statement that begins
	// now: none appears there later.
	At time.Time
	// End is just after the newest row.
	End time.Time
	// Behind reports that more rows are to be read soon: one is being written, or
	// there were more than the limit.
	Behind bool
	// Age is the age of the oldest transaction that writes such a row, and PID the
	// database process of its session. Both are 0 if there is none.
	Age time.Duration
	PID int
}

// Horizon returns how far posts and notifications can be read after from, so that there
// are at most limit of each. Rows with equal timestamps are returned together. If from
// is zero, limit is ignored.
func (s Live) Horizon(ctx context.Context, from time.Time, limit int) (Horizon, error) {
	var after *time.Time
	if !from.IsZero() {
		after = &from
	}
	return queryOne(ctx, s.DB, func(row pgx.CollectableRow) (h Horizon, err error) {
		return h, row.Scan(&h.At, &h.End, &h.Behind, &h.Age, &h.PID)
	}, `
		SELECT at, newest + interval '1 microsecond', writing OR at < readable,
		       coalesce(statement_timestamp() - began, interval '0'), coalesce(holder, 0)
		FROM (
			SELECT r.*, least(r.readable, (
				SELECT created_at FROM posts
				WHERE created_at > @after::timestamptz
				ORDER BY created_at, id
				OFFSET @limit LIMIT 1
			), (
				SELECT created_at FROM notifications
				WHERE created_at > @after::timestamptz
				ORDER BY created_at, id
				OFFSET @limit LIMIT 1
			)) AS at
			FROM posts_reach() r
		) reach`,
		pgx.StrictNamedArgs{"after": after, "limit": limit})
}

// Actors returns the users with these ids, and skips ids that do not exist.
func (s Live) Actors(ctx context.Context, ids []int64) ([]social.Actor, error) {
	return queryAll(ctx, s.DB, scanActor, `
		SELECT `+actorColumns+` FROM users u WHERE u.id = ANY(@ids::bigint[])`, pgx.StrictNamedArgs{"ids": ids})
}

// Delivery is a post and the given viewers that have it in their feeds and see it
// alike.
type Delivery struct {
	Post    social.Post
	Viewers []int64
}

// readAhead is how many index entries of followers can be read in the time of one
// viewer lookup.
const readAhead = 8

// Deliver returns the posts with from <= created_at < to, in order, for these
// viewers, which must be distinct. A post that not all viewers see alike comes several
// times, for different viewers. to must be a time that Horizon returned.
//
// The readers of an author are found in the cheaper of two ways: scan all
// followers of the author if they are few, or look up each viewer among them. So
// an author with many followers costs one lookup per viewer, and authors with few
// followers cost no more than their number of followers, even with a thousand
// viewers. OFFSET 0 and the scalar subquery keep the planner from joining all
// follows.
func (s Live) Deliver(ctx context.Context, from, to time.Time, viewers []int64) ([]Delivery, error) {
	posts, err := queryAll(ctx, s.DB, scanDelivered, `
		WITH fresh AS MATERIALIZED (
			SELECT id, user_id FROM posts WHERE created_at >= @from AND created_at < @to AND taken_down_at IS NULL
		), viewers AS MATERIALIZED (
			SELECT unnest(@viewers::bigint[]) AS id
		), authors AS MATERIALIZED (
			SELECT id, followers_count <= @read_ahead * cardinality(@viewers::bigint[]) AS quiet
			FROM users
			WHERE id IN (SELECT user_id FROM fresh) AND is_active
		), readers AS MATERIALIZED (
			SELECT a.id AS author_id, v.id AS viewer_id
			FROM authors a JOIN viewers v ON v.id = a.id
			UNION ALL
			SELECT a.id, v.id
			FROM authors a CROSS JOIN LATERAL (
				SELECT f.follower_id FROM follows f WHERE f.followee_id = a.id OFFSET 0
			) follower JOIN viewers v ON v.id = follower.follower_id
			WHERE a.quiet
			UNION ALL
			SELECT a.id, v.id
			FROM authors a CROSS JOIN viewers v
			WHERE NOT a.quiet
			  AND (SELECT true FROM follows f WHERE f.follower_id = v.id AND f.followee_id = a.id)
		), audiences AS MATERIALIZED (
			SELECT author_id, array_agg(viewer_id) AS viewers FROM readers
			WHERE coalesce((SELECT 1 FROM mutes m WHERE m.muter_id = viewer_id AND m.muted_id = author_id), 0) <> 1
			GROUP BY author_id
		)
		SELECT `+postColumns+`, a.viewers,
			ARRAY(SELECT l.user_id FROM post_likes l WHERE l.post_id = p.id AND l.user_id = ANY(a.viewers)),
			ARRAY(SELECT b.user_id FROM bookmarks b WHERE b.post_id = p.id AND b.user_id = ANY(a.viewers)),
			CASE WHEN p.mentions <> '{}' THEN (
				SELECT jsonb_agg(jsonb_build_object('viewer', apart.viewer, 'user', apart.mentioned))
				FROM (
					SELECT blocker_id, blocked_id FROM blocks WHERE blocker_id = ANY(a.viewers) AND blocked_id = ANY(p.mentions)
					UNION ALL
					SELECT blocked_id, blocker_id FROM blocks WHERE blocked_id = ANY(a.viewers) AND blocker_id = ANY(p.mentions)
				) apart (viewer, mentioned)
			) END
		FROM fresh
		JOIN audiences a ON a.author_id = fresh.user_id
		JOIN posts p ON p.id = fresh.id
		JOIN users u ON u.id = p.user_id
		ORDER BY p.created_at, p.id`,
		pgx.StrictNamedArgs{"from": from, "to": to, "viewers": viewers, "viewer": nobody, "read_ahead": readAhead})
	deliveries := make([]Delivery, 0, len(posts))
	for _, p := range posts {
		deliveries = append(deliveries, p.parts()...)
	}
	return deliveries, err
}

// nobody is the id of no user. A post that nobody views is neither liked nor bookmarked.
const nobody int64 = 0

// delivered is a post with all its viewers, and those among them who have liked or
// bookmarked it, or can't see a user that it mentions.
type delivered struct {
	Delivery
	likers, bookmarkers []int64
	hidden              []hiddenMention
}

type hiddenMention struct {
	Viewer int64 `json:"viewer"`
	User   int64 `json:"user"`
}

func scanDelivered(row pgx.CollectableRow) (d delivered, err error) {
	d.Post, err = scanPostAnd(&d.Viewers, &d.likers, &d.bookmarkers, &d.hidden)(row)
	return d, err
}

// parts returns one delivery for all viewers who see the same post. Few have liked or
// bookmarked a post this new, so there is almost always one delivery.
func (d delivered) parts() []Delivery {
	if len(d.likers) == 0 && len(d.bookmarkers) == 0 && len(d.hidden) == 0 {
		return []Delivery{d.Delivery}
	}
	type marks struct {
		liked, bookmarked bool
		mentions          string // those whom the viewer sees, printed
	}
	viewers := map[marks][]int64{}
	for _, viewer := range d.Viewers {
		m := marks{slices.Contains(d.likers, viewer), slices.Contains(d.bookmarkers, viewer), fmt.Sprint(d.mentions(viewer))}
		viewers[m] = append(viewers[m], viewer)
	}
	var parts []Delivery
	for m, ids := range viewers {
		part := Delivery{Post: d.Post, Viewers: ids}
		part.Post.Liked, part.Post.Bookmarked = m.liked, m.bookmarked
		part.Post.Mentions = d.mentions(ids[0])
		parts = append(parts, part)
	}
	return parts
}

// mentions returns the mentioned users that the viewer can see.
func (d delivered) mentions(viewer int64) []social.Author {
	return slices.DeleteFunc(slices.Clone(d.Post.Mentions), func(user social.Author) bool {
		return slices.Contains(d.hidden, hiddenMention{viewer, user.ID})
	})
}
