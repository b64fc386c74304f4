package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/social"
)

// Reactions reads and writes the likes and bookmarks of users.
type Reactions struct{ DB *pgxpool.Pool }

// Reaction is a kind of reaction of a user to a post or a comment.
type Reaction struct {
	table   string
	subject string // the column of the post's or comment's id
	visible string // selects the subject @id on the post @post and its author if it is visible, and locks it
	missing error
	// notifies is the kind of notifications that tell the author, or empty: then the
	// reaction is private.
	notifies social.NotificationKind
}

// The kinds of reactions. The post is locked as a foreign key locks it: it can't be
// deleted before the transaction ends.
var (
	PostLike    = Reaction{"post_likes", "post_id", visiblePost + ` FOR KEY SHARE OF p`, errNoPost, social.PostLikeNotification}
	Bookmark    = Reaction{"bookmarks", "post_id", visiblePost + ` FOR KEY SHARE OF p`, errNoPost, ""}
	CommentLike = Reaction{"comment_likes", "comment_id", visibleComment + ` FOR KEY SHARE OF p, c`, errNoComment, social.CommentLikeNotification}
)

var (
	// visiblePost selects the post @id, which is the post @post, if it is visible.
	visiblePost = `SELECT p.id, p.user_id FROM ` + visiblePosts + ` WHERE p.id = @id AND p.id = @post`
	// visibleComment selects the comment @id on the post @post if both are visible.
	visibleComment = `
		SELECT c.id, c.user_id
		FROM ` + visibleComments + `
		JOIN posts p ON p.id = c.post_id AND p.taken_down_at IS NULL JOIN visible_users(@viewer) author ON author.id = p.user_id
		WHERE c.id = @id AND c.post_id = @post`
)

var errNoComment = fault.New(fault.NotFound, "there is no such comment")

// Add makes the user react to the subject on the post, which is the post itself or
// a comment on it. It succeeds if they already do. It returns the notified users.
func (s Reactions) Add(ctx context.Context, r Reaction, user, post, subject int64) (notified []int64, err error) {
	return s.change(ctx, r, user, post, subject, `
		INSERT INTO `+r.table+` (user_id, `+r.subject+`) SELECT actor.id, subject.id FROM actor CROSS JOIN subject
		ON CONFLICT DO NOTHING
		RETURNING user_id`, "notifications_add")
}

// Remove removes the user's reaction. It succeeds if there is none.
func (s Reactions) Remove(ctx context.Context, r Reaction, user, post, subject int64) error {
	_, err := s.change(ctx, r, user, post, subject, `
		DELETE FROM `+r.table+` r USING actor, subject WHERE r.user_id = actor.id AND r.`+r.subject+` = subject.id
		RETURNING r.user_id`, "notifications_withdraw")
	return err
}

// change runs the statement, and calls the function notify if it changed a row.
func (s Reactions) change(ctx context.Context, r Reaction, user, post, subject int64, sql, notify string) ([]int64, error) {
	type found struct {
		Actor, Subject bool
		Notified       []int64
	}
	there, err := queryOne(ctx, s.DB, pgx.RowToStructByPos[found], `
		WITH actor AS MATERIALIZED (
			SELECT id FROM users WHERE id = @viewer AND is_active
		), subject AS MATERIALIZED (`+r.visible+`), changed AS (`+sql+`), notified AS MATERIALIZED (
			SELECT subject.user_id, `+r.notify(notify)+` AS is_told FROM subject CROSS JOIN changed
		)
		SELECT EXISTS (SELECT FROM actor), EXISTS (SELECT FROM subject), ARRAY(SELECT user_id FROM notified WHERE is_told)`,
		pgx.StrictNamedArgs{"viewer": user, "post": post, "id": subject})
	switch {
	case postgres.Violates(err, r.table+"_user_id_fkey"): // deleted since the statement began
		return nil, fault.NotSignedIn
	case postgres.Violates(err, r.table+"_"+r.subject+"_fkey"):
		return nil, r.missing
	case err != nil:
		return nil, err
	case !there.Actor:
		return nil, fault.NotSignedIn // deactivated since the request began
	case !there.Subject:
		return nil, r.missing
	}
	return there.Notified, nil
}

// notify calls the function for the notification of the subject's author.
func (r Reaction) notify(function string) string {
	switch r.notifies {
	case social.PostLikeNotification:
		return function + `(subject.user_id, @viewer, 'like_post', @post, 0)`
	case social.CommentLikeNotification:
		return function + `(subject.user_id, @viewer, 'like_comment', @post, @id)`
	default:
		return `false`
	}
}

// Likers returns the users who like a post, as the viewer sees both, newest like first.
func (s Reactions) Likers(ctx context.Context, post, viewer int64, p Page) (Rows[social.User], error) {
	at, last := start(p.After)
	users, err := queryAll(ctx, s.DB, scanLookedUser, `
		SELECT `+userColumns+`, l.created_at, l.user_id, `+isLast("l")+`
		FROM `+looked(`post_likes`, `post_id = @post AND NOT is_hidden AND (created_at, user_id) < (@at, @id)
			AND `+postIsReadable, `created_at DESC, user_id DESC`)+` l
		LEFT JOIN `+visibleUsers+` ON u.id = l.user_id
		WHERE u.id IS NOT NULL OR `+isLast("l")+`
		ORDER BY l.created_at DESC, l.user_id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"post": post, "viewer": viewer, "at": at, "id": last, "limit": p.Limit + 1})
	if err == nil && len(users) == 0 {
		_, err = readPost(ctx, s.DB, post, viewer)
	}
	return paged(users, p.Limit), err
}

// Bookmarks returns the visible posts that the user has bookmarked, newest bookmark
// first.
func (s Reactions) Bookmarks(ctx context.Context, user int64, p Page) (Rows[social.Post], error) {
	at, last := start(p.After)
	posts, err := queryAll(ctx, s.DB, scanLookedPost, `
		SELECT `+postColumns+`, m.created_at, m.post_id, `+isLast("m")+`
		FROM `+looked(`bookmarks`, `user_id = @viewer AND (created_at, post_id) < (@at, @id)`, `created_at DESC, post_id DESC`)+` m
		LEFT JOIN (`+visiblePosts+`) ON p.id = m.post_id
		WHERE p.id IS NOT NULL OR `+isLast("m")+`
		ORDER BY m.created_at DESC, m.post_id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"viewer": user, "at": at, "id": last, "limit": p.Limit + 1})
	return paged(posts, p.Limit), err
}
