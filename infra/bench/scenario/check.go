package scenario

import (
	"cmp"
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

// author returns the author with this id as the API must return it. No user of the
// data set has a display name, so it is the username.
func (w *World) author(id int64) social.Author {
	name := w.Set.Username(id)
	return social.Author{ID: id, Username: name, DisplayName: name}
}

func (w *World) checkUser(viewer, id int64, got social.User) error {
	want := w.Set.User(id)
	return cmp.Or(
		equal("id", got.ID, id),
		equal("username", got.Username, want.Username),
		equal("display_name", got.DisplayName, want.Username),
		equal("created_at", got.CreatedAt.UTC(), want.CreatedAt),
		equal("is_followed", got.IsFollowed, w.Set.DoesFollow(viewer, id)),
		equal("is_muted", got.IsMuted, w.hidden[viewer].muted[id]),
		equal("is_blocked", got.IsBlocked || w.hidden[viewer].blocked[id], false),
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
	return cmp.Or(
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
			if !w.Changed.Load() || len(ids) > 0 || !w.Set.InFeed(reader, post.UserID) || w.hidden[reader].muted[post.UserID] {
				return fmt.Errorf("post %d by user %d is not in the feed of %d", post.ID, post.UserID, reader)
			}
			continue
		}
		ids = append(ids, post.ID)
		if err := w.checkPost(post); err != nil {
			return fmt.Errorf("post %d: %w", post.ID, err)
		}
	}
	return equalPage("the feed of user", reader, ids, want, len(got))
}

// checkComments compares the newest comments on a post, as the viewer sees them, with
// the data set's. Once clients have written, newer ones may come first, and a comment by
// a user that the viewer blocked may be without content, because it has replies.
func (w *World) checkComments(viewer, post int64, got []social.Comment) error {
	blocked := w.hidden[viewer].blocked
	known := firstPage(w.comments[post], func(id int64) bool { return len(blocked) == 0 || !blocked[w.Set.Comment(id).Author] })
	ids := make([]int64, 0, len(got))
	for _, comment := range got {
		isNew := comment.ID > int64(w.Set.Comments)
		if isNew && w.Changed.Load() && len(ids) == 0 && comment.User != nil && !blocked[comment.User.ID] {
			continue
		}
		if !isNew && w.Changed.Load() && comment.User == nil && blocked[w.Set.Comment(comment.ID).Author] {
			continue
		}
		ids = append(ids, comment.ID)
		if err := w.checkComment(comment); err != nil {
			return fmt.Errorf("comment %d: %w", comment.ID, err)
		}
	}
	return equalPage("the comments on post", post, ids, known, len(got))
}

func (w *World) checkComment(got social.Comment) error {
	if got.ID > int64(w.Set.Comments) {
		return fmt.Errorf("the data set has no such comment")
	}
	if got.User == nil {
		return fmt.Errorf("it has no author")
	}
	want := w.Set.Comment(got.ID)
	return cmp.Or(
		equal("post", got.PostID, want.Post),
		equal("author", *got.User, w.author(want.Author)),
		equal("content", got.Content, want.Content),
		equal("created_at", got.CreatedAt.UTC(), want.CreatedAt),
	)
}

// equalPage compares the ids of a page that are in the data set with those that the data
// set has. The other rows of the page take the places of the last ones.
func equalPage(list string, of int64, got, want []int64, rows int) error {
	others := rows - len(got)
	if want = want[:min(len(want), pageSize-others)]; !slices.Equal(got, want) {
		return fmt.Errorf("%s %d: got %v, want %v", list, of, got, want)
	}
	return nil
}

// firstPage returns the first ids that meet the condition, at most a page of them.
func firstPage(ids []int64, meets func(int64) bool) []int64 {
	page := make([]int64, 0, pageSize)
	for _, id := range ids {
		if len(page) == pageSize {
			break
		}
		if meets(id) {
			page = append(page, id)
		}
	}
	return page
}

// checkFollowers compares the newest followers of a user, as the viewer sees them, with
// the data set's. Once clients have written, newer ones may come first.
func (w *World) checkFollowers(viewer, id int64, got []social.User) error {
	known := firstPage(w.followers()[id], func(follower int64) bool { return !w.hidden[viewer].blocked[follower] })
	ids := make([]int64, 0, len(got))
	for _, user := range got {
		if !w.Set.DoesFollow(user.ID, id) && w.Changed.Load() && len(ids) == 0 {
			continue
		}
		ids = append(ids, user.ID)
		if err := w.checkUser(viewer, user.ID, user); err != nil {
			return fmt.Errorf("user %d: %w", user.ID, err)
		}
	}
	return equalPage("the followers of user", id, ids, known, len(got))
}
