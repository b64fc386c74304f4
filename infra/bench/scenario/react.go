package scenario

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"social.example/infra/bench/load"
	"social.example/shared/social"
)

// likeOne alternates between liking and unliking the post that all clients like.
func (w *World) likeOne(c *load.Client) Call { return w.like(c, w.posts[0]) }

// likeOwn does the same with a post that no other client likes.
func (w *World) likeOwn(c *load.Client) Call { return w.like(c, w.posts[(1+c.Number)%len(w.posts)]) }

// like sends the client's next like or unlike. Each client likes as its own users, a
// new one for each like, so that the author is notified of each.
func (w *World) like(c *load.Client, post int64) Call {
	w.Changed.Store(true)
	method := [...]string{http.MethodPut, http.MethodDelete}[c.Asked%2]
	user := w.Set.Users - (c.Number+64*(c.Asked/2))%(w.Set.Users/2)
	return Call{Method: method, Path: fmt.Sprintf("/v1/posts/%d/like", post), User: int64(user), Status: http.StatusNoContent}
}

// reply writes a reply to a comment of the data set.
func (w *World) reply(c *load.Client) Call {
	w.Changed.Store(true)
	parent := w.Set.Comment(1 + c.Random.Int64N(int64(w.Set.Comments)))
	return Call{
		Method: http.MethodPost, Path: fmt.Sprintf("/v1/posts/%d/comments", parent.Post), User: w.viewer(c.Random),
		Body: social.CommentDraft{Content: "Quite so.", ParentID: &parent.ID}, Status: http.StatusCreated,
		Check: checkData(func(comment social.Comment) error {
			if comment.ParentID == nil {
				return fmt.Errorf("it replies to nothing")
			}
			return cmp.Or(equal("post_id", comment.PostID, parent.Post), equal("parent_id", *comment.ParentID, parent.ID))
		}),
	}
}

const (
	notifiedUsers = 16 // how many users read their notifications
	notifiedOf    = 25 // how many comments each of them is notified of: more than a page
)

// notified returns the nth of the users who read their notifications, and a post by that
// user.
func (w *World) notified(n int) (user, post int64) {
	post = w.posts[(1+n%notifiedUsers)%len(w.posts)]
	return w.Set.Post(post).Author, post
}

// prepareNotifications comments on posts of the users who read their notifications.
func (w *World) prepareNotifications(ctx context.Context) error {
	w.Changed.Store(true)
	for n := range notifiedUsers * notifiedOf {
		author, post := w.notified(n)
		user := int64(w.Set.Users - n/notifiedUsers)
		if user == author {
			user = int64(w.Set.Users - notifiedOf)
		}
		if err := w.commentOn(ctx, user, post); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) commentOn(ctx context.Context, user, post int64) error {
	_, err := w.send(ctx, Call{
		Method: http.MethodPost, Path: fmt.Sprintf("/v1/posts/%d/comments", post), User: user,
		Body: social.CommentDraft{Content: "Quite so."}, Status: http.StatusCreated,
	})
	return err
}

// prepareSocialMix prepares the feeds and the notifications of mixWithLikes.
func (w *World) prepareSocialMix(ctx context.Context) error {
	w.any()
	return w.prepareNotifications(ctx)
}

// notifications requests the first page of a user's notifications.
func (w *World) notifications(c *load.Client) Call {
	user, _ := w.notified(c.Random.IntN(notifiedUsers))
	return w.notificationsOf(user)
}

func (w *World) notificationsOf(user int64) Call {
	return Call{
		Method: http.MethodGet, Path: "/v1/notifications", User: user, Status: http.StatusOK,
		Check: checkData(func(list []social.Notification) error {
			for _, n := range list {
				for _, actor := range n.Actors {
					if w.hidden[user].blocked[actor.ID] || w.hidden[user].muted[actor.ID] {
						return fmt.Errorf("it names user %d, who is blocked or muted", actor.ID)
					}
				}
			}
			if len(list) == 0 {
				return fmt.Errorf("there are none")
			}
			return cmp.Or(equal("a full page", len(list), pageSize), equal("is_read", list[0].IsRead, false))
		}),
	}
}

// unread counts a user's unread notifications.
func (w *World) unread(c *load.Client) Call {
	user, _ := w.notified(c.Random.IntN(notifiedUsers))
	return Call{
		Method: http.MethodGet, Path: "/v1/notifications/unread", User: user, Status: http.StatusOK,
		Check: checkData(func(unread social.Unread) error {
			if unread.Count < notifiedOf {
				return fmt.Errorf("%d are unread, want at least %d", unread.Count, notifiedOf)
			}
			return nil
		}),
	}
}

// mixWithLikes sends the typical mix, in which a quarter of the requests are likes,
// replies, and looks at notifications.
func (w *World) mixWithLikes(c *load.Client) Call {
	switch n := c.Random.IntN(100); {
	case n < 75:
		return w.mix(c)
	case n < 85:
		return w.like(c, w.post(c.Random))
	case n < 88:
		return w.reply(c)
	case n < 98:
		return w.unread(c)
	default:
		return w.notifications(c)
	}
}
