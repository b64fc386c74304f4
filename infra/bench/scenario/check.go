package scenario

import (
	"fmt"
	"slices"

	"social.example/shared/social"
)

// count compares a counter with the data set's. Once clients have written, it may
// be larger.
func (w *World) count(what string, got, want int) error {
	if got == want || got > want && w.Changed.Load() {
		return nil
	}
	return fmt.Errorf("%s is %d, want %d", what, got, want)
}

// equal compares a value with the data set's.
func equal[T comparable](what string, got, want T) error {
	if got != want {
		return fmt.Errorf("%s is %v, want %v", what, got, want)
	}
	return nil
}

// first returns the first non-nil error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// author returns the author with this id as the API must return it. No user of the
// data set has a display name, so it is the username.
func (w *World) author(id int64) social.Author {
	name := w.Set.Username(id)
	return social.Author{ID: id, Username: name, DisplayName: name}
}

func (w *World) checkUser(viewer, id int64, got social.User) error {
	want := w.Set.User(id)
	return first(
		equal("id", got.ID, id),
		equal("username", got.Username, want.Username),
		equal("display_name", got.DisplayName, want.Username),
		equal("created_at", got.CreatedAt.UTC(), want.CreatedAt),
		equal("is_followed", got.IsFollowed, w.Set.DoesFollow(viewer, id)),
		equal("is_muted or is_blocked", got.IsMuted || got.IsBlocked, false),
		equal("follows_you", got.FollowsYou, w.Set.DoesFollow(id, viewer)),
		w.count("followers_count", got.FollowersCount, want.Followers),
		w.count("following_count", got.FollowingCount, want.Following),
		w.count("posts_count", got.PostsCount, want.Posts),
	)
}

func (w *World) checkPost(got social.Post) error {
	want := w.Set.Post(got.ID)
	if !slices.Equal(got.Tags, want.Tags) {
		return fmt.Errorf("tags are %v, want %v", got.Tags, want.Tags)
	}
	return first(
		equal("author", got.User, w.author(want.Author)),
		equal("user_id", got.UserID, want.Author),
		equal("title", got.Title, want.Title),
		equal("content", got.Content, want.Content),
		equal("created_at", got.CreatedAt.UTC(), want.CreatedAt),
		equal("updated_at", got.UpdatedAt.UTC(), want.CreatedAt),
		w.count("comments_count", got.CommentsCount, want.Comments),
	)
}

// checkFeed compares a page with the data set's. Once clients have written, newer
// posts of followed authors may come first.
func (w *World) checkFeed(reader int64, got []social.Post, want []int64) error {
	ids := make([]int64, 0, len(got))
	for _, post := range got {
		if post.ID > int64(w.Set.Posts) {
			if !w.Changed.Load() || len(ids) > 0 || !w.Set.InFeed(reader, post.UserID) {
				return fmt.Errorf("post %d by user %d is not in the feed of %d", post.ID, post.UserID, reader)
			}
			continue
		}
		ids = append(ids, post.ID)
		if err := w.checkPost(post); err != nil {
			return fmt.Errorf("post %d: %w", post.ID, err)
		}
	}
	newer := len(got) - len(ids)
	if kept := min(len(want), pageSize-newer); !slices.Equal(ids, want[:kept]) {
		return fmt.Errorf("reader %d gets %v, want %v", reader, ids, want[:kept])
	}
	return nil
}

func (w *World) checkComments(post int64, got []social.Comment) error {
	known := w.comments[post]
	ids := make([]int64, 0, len(got))
	for _, comment := range got {
		if comment.ID > int64(w.Set.Comments) && w.Changed.Load() && len(ids) == 0 {
			continue
		}
		ids = append(ids, comment.ID)
		if err := w.checkComment(comment); err != nil {
			return fmt.Errorf("comment %d: %w", comment.ID, err)
		}
	}
	newer := len(got) - len(ids)
	if kept := min(len(known), pageSize-newer); !slices.Equal(ids, known[:kept]) {
		return fmt.Errorf("post %d has comments %v, want %v", post, ids, known[:kept])
	}
	return nil
}

func (w *World) checkComment(got social.Comment) error {
	if got.ID > int64(w.Set.Comments) || got.User == nil {
		return fmt.Errorf("nobody wrote it")
	}
	want := w.Set.Comment(got.ID)
	return first(
		equal("post", got.PostID, want.Post),
		equal("author", *got.User, w.author(want.Author)),
		equal("content", got.Content, want.Content),
		equal("created_at", got.CreatedAt.UTC(), want.CreatedAt),
	)
}
