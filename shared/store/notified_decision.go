package store

import (
	"time"

	"social.example/shared/social"
)

// decision is what a notification of the kind moderation is about, as its recipient
// sees it: authors what they wrote, even if it was taken down, and reporters what is
// visible to them.
type decision struct {
	social.Decision
	Post    *social.NotifiedPost    `json:"post"`
	Comment *social.NotifiedComment `json:"comment"`
}

// decisionEnd selects the end of the suspension in a notification n, or null. It is
// a separate column next to the decision: a time in JSON can't be read after the year
// 9999, and earlier releases stored such ends.
const decisionEnd = `CASE WHEN n.comment_id < 0 THEN (SELECT l.until FROM moderation_log l WHERE l.id = -n.comment_id) END`

// decisionColumns selects the decision of a notification n, as JSON, and decisionEnd, or
// nulls if it is of another kind. The function moderation_notify says where the entry of
// the log is.
var decisionColumns = `
	CASE WHEN n.comment_id < 0 THEN (
		SELECT jsonb_build_object(
			'action', l.action, 'note', CASE WHEN l.user_id = n.user_id THEN l.note ELSE '' END, 'reported', l.user_id <> n.user_id,
			'post', CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'title', p.title) END,
			'comment', CASE WHEN c.id IS NOT NULL AND (p.id IS NOT NULL OR l.user_id = n.user_id) THEN jsonb_build_object('id', c.id, 'content', c.content) END)
		FROM moderation_log l
		LEFT JOIN LATERAL (
			SELECT c.id, c.content, c.post_id FROM comments c JOIN visible_users(n.user_id) u ON u.id = c.user_id
			WHERE l.kind = 'comment' AND c.id = l.subject_id AND (NOT c.is_hidden OR c.user_id = n.user_id)
			  AND NOT ` + isDeleted(`c.post_id`) + `
		) c ON true
		LEFT JOIN LATERAL (
			SELECT p.id, p.title FROM posts p JOIN visible_users(n.user_id) u ON u.id = p.user_id
			WHERE p.id = CASE l.kind WHEN 'post' THEN l.subject_id ELSE c.post_id END
			  AND (p.taken_down_at IS NULL OR p.user_id = n.user_id AND NOT ` + isDeleted(`p.id`) + `)
		) p ON true
		WHERE l.id = -n.comment_id
	) END,
	` + decisionEnd

// apply adds the decision and the end of a suspension to the notification, which gets no
// actor.
func (d *decision) apply(n *social.Notification, until *time.Time) {
	n.Actors, n.ActorsCount = []social.Author{}, 0
	d.Until = until
	n.Moderation, n.Post, n.Comment = &d.Decision, d.Post, d.Comment
}
