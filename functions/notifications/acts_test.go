package notifications_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

func TestEveryActNotifiesTheUserItConcerns(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader := f.person(t), f.person(t)
	post := author.writes(t, "post")

	factory.Follow(t, f.db, reader.Actor, author.Actor)
	author.want(t, fmt.Sprintf("follow %s 1", reader.Username))
	reader.likes(t, post)
	comment := reader.comments(t, post, nil, "comment")
	author.want(t,
		fmt.Sprintf("comment p%d c%d %s 1", post.ID, comment.ID, reader.Username),
		fmt.Sprintf("like_post p%d %s 1", post.ID, reader.Username),
		fmt.Sprintf("follow %s 1", reader.Username))
	reader.want(t)

	author.likesComment(t, comment)
	reply := author.comments(t, post, &comment.ID, "reply")
	reader.want(t,
		fmt.Sprintf("reply p%d c%d %s 1", post.ID, reply.ID, author.Username),
		fmt.Sprintf("like_comment p%d c%d %s 1", post.ID, comment.ID, author.Username))
}

func TestNobodyIsNotifiedOfTheirOwnActs(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author := f.person(t)
	post := author.writes(t, "post")
	author.likes(t, post)
	comment := author.comments(t, post, nil, "@"+author.Username)
	author.likesComment(t, comment)
	author.comments(t, post, &comment.ID, "reply")
	author.want(t)
}

func TestCommentNotifiesEachUserOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, first, second, mentioned := f.person(t), f.person(t), f.person(t), f.person(t)
	post := author.writes(t, "post")
	comment := first.comments(t, post, nil, "first")
	reply := second.comments(t, post, &comment.ID, "second")
	last := mentioned.comments(t, post, &reply.ID, fmt.Sprintf("@%s @%s @%s @%s", author.Username, first.Username, second.Username, mentioned.Username))

	notified := fmt.Sprintf(" p%d c%d %s 1", post.ID, last.ID, mentioned.Username)
	author.want(t, "comment"+notified,
		fmt.Sprintf("comment p%d c%d %s 1", post.ID, reply.ID, second.Username),
		fmt.Sprintf("comment p%d c%d %s 1", post.ID, comment.ID, first.Username))
	first.want(t, "reply"+notified, fmt.Sprintf("reply p%d c%d %s 1", post.ID, reply.ID, second.Username))
	second.want(t, "reply"+notified)
	mentioned.want(t)
}

func TestEditNotifiesOnlyUsersWhoWereNotMentionedBefore(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, first, second := f.person(t), f.person(t), f.person(t)
	post := author.writes(t, "@"+first.Username)
	comment := author.comments(t, post, nil, "@"+first.Username)
	inComment := fmt.Sprintf("mention p%d c%d %s 1", post.ID, comment.ID, author.Username)
	inPost := fmt.Sprintf("mention p%d %s 1", post.ID, author.Username)
	first.want(t, inComment, inPost)

	f.age(t, "2 hours")
	posts, comments := store.Posts{DB: f.db}, store.Comments{DB: f.db}
	for _, text := range []string{"nobody", fmt.Sprintf("@%s and @%s", second.Username, first.Username)} {
		if _, _, err := posts.Update(t.Context(), post.ID, author.ID, social.PostEdit{Content: &text}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := comments.Update(t.Context(), post.ID, comment.ID, author.ID, social.CommentEdit{Content: text}); err != nil {
			t.Fatal(err)
		}
	}
	first.want(t, inComment, inPost)
	second.want(t, inComment, inPost)
	if n := first.list(t, ""); n[0].CreatedAt.After(comment.CreatedAt) {
		t.Error("an edit notified a user who was mentioned before")
	}
}

// TestEditNotifiesNobodyWhoWasMentionedWhileMentionsWereOff edits texts that still mention
// a user who has since turned mentions on.
func TestEditNotifiesNobodyWhoWasMentionedWhileMentionsWereOff(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, mentioned, second := f.person(t), f.person(t), f.person(t)
	mentioned.client.Do(t, "PATCH", path+"/settings", `{"mention": "off"}`).Want(t, http.StatusOK)
	post := author.writes(t, "@"+mentioned.Username)
	comment := author.comments(t, post, nil, "@"+mentioned.Username)
	mentioned.client.Do(t, "PATCH", path+"/settings", `{"mention": "on"}`).Want(t, http.StatusOK)

	title, same, more := "another", post.Content, fmt.Sprintf("@%s and @%s", second.Username, mentioned.Username)
	posts, comments := store.Posts{DB: f.db}, store.Comments{DB: f.db}
	for name, edit := range map[string]social.PostEdit{
		"the title": {Title: &title}, "the tags": {Tags: &[]string{"tag"}}, "the same text": {Content: &same},
	} {
		if _, notified, err := posts.Update(t.Context(), post.ID, author.ID, edit); err != nil || len(notified) > 0 {
			t.Errorf("an edit of %s notified %v, %v; want nobody", name, notified, err)
		}
	}
	if _, notified, err := comments.Update(t.Context(), post.ID, comment.ID, author.ID, social.CommentEdit{Content: same}); err != nil || len(notified) > 0 {
		t.Errorf("an edit of a comment notified %v, %v; want nobody", notified, err)
	}
	mentioned.want(t)

	_, notified, err := posts.Update(t.Context(), post.ID, author.ID, social.PostEdit{Content: &more})
	if err != nil || !slices.Equal(notified, []int64{second.ID}) {
		t.Errorf("an edit that mentions another user notified %v, %v; want %d", notified, err, second.ID)
	}
	_, notified, err = comments.Update(t.Context(), post.ID, comment.ID, author.ID, social.CommentEdit{Content: more})
	if err != nil || !slices.Equal(notified, []int64{second.ID}) {
		t.Errorf("an edit of a comment that mentions another user notified %v, %v; want %d", notified, err, second.ID)
	}
	mentioned.want(t)
}

func TestUndoneActIsNotListed(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, first, second := f.person(t), f.person(t), f.person(t)
	post := author.writes(t, "post")
	first.likes(t, post)
	comment := second.comments(t, post, nil, "comment")
	second.likes(t, post)
	commented := fmt.Sprintf("comment p%d c%d %s 1", post.ID, comment.ID, second.Username)
	author.want(t, fmt.Sprintf("like_post p%d %s %s 2", post.ID, second.Username, first.Username), commented)
	second.unlikes(t, post)
	author.want(t, commented, fmt.Sprintf("like_post p%d %s 1", post.ID, first.Username))
	first.unlikes(t, post)
	author.want(t, commented)

	factory.Follow(t, f.db, first.Actor, author.Actor)
	if err := (store.Follows{DB: f.db}).Remove(t.Context(), first.ID, author.ID); err != nil {
		t.Fatal(err)
	}
	author.want(t, commented)
	if err := (store.Comments{DB: f.db}).Remove(t.Context(), post.ID, comment.ID, post.UserID); err != nil {
		t.Fatal(err)
	}
	author.want(t)
}

// TestRepeatedActNotifiesOnceAnHour also checks the position of the notification: within
// the hour the notification returns to its old position.
func TestRepeatedActNotifiesOnceAnHour(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader := f.person(t), f.person(t)
	post := author.writes(t, "post")
	reader.likes(t, post)
	liked := author.list(t, "")[0]
	comment := reader.comments(t, post, nil, "comment")
	read(t, author, author.list(t, "")[0].ID)

	for range 3 {
		reader.unlikes(t, post)
		reader.likes(t, post)
	}
	again := author.list(t, "")
	if len(again) != 2 || again[1].ID != liked.ID || !again[1].IsRead || author.unread(t) != 0 {
		t.Errorf("within the hour: %+v, want the like where it was, and read", again)
	}
	f.age(t, "61 minutes")
	reader.unlikes(t, post)
	reader.likes(t, post)
	author.want(t,
		fmt.Sprintf("like_post p%d %s 1", post.ID, reader.Username),
		fmt.Sprintf("comment p%d c%d %s 1", post.ID, comment.ID, reader.Username))
	if n := author.unread(t); n != 1 {
		t.Errorf("after an hour %d are unread, want the like", n)
	}
}

// TestRepeatedActNotifiesIfItWasNotSeen undoes acts before the recipient reads them. If the
// recipient reads later notifications in between, the repeated act is new. Otherwise it
// returns to its old position, unread.
func TestRepeatedActNotifiesIfItWasNotSeen(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader, other := f.person(t), f.person(t), f.person(t)
	post := author.writes(t, "post")
	follows := store.Follows{DB: f.db}
	reader.likes(t, post)
	factory.Follow(t, f.db, reader.Actor, author.Actor)
	reader.unlikes(t, post)
	if err := follows.Remove(t.Context(), reader.ID, author.ID); err != nil {
		t.Fatal(err)
	}
	comment := other.comments(t, post, nil, "comment")
	commented := fmt.Sprintf("comment p%d c%d %s 1", post.ID, comment.ID, other.Username)
	liked, followed := fmt.Sprintf("like_post p%d %s 1", post.ID, reader.Username), fmt.Sprintf("follow %s 1", reader.Username)

	reader.likes(t, post) // the comment is not read yet
	author.want(t, commented, liked)
	reader.unlikes(t, post)
	read(t, author, author.list(t, "")[0].ID)
	if n := author.unread(t); n != 0 {
		t.Fatalf("%d unread after the comment was read, want none", n)
	}

	reader.likes(t, post)
	factory.Follow(t, f.db, reader.Actor, author.Actor)
	author.want(t, followed, liked, commented)
	if n := author.unread(t); n != 2 {
		t.Errorf("%d unread, want the like and the follow", n)
	}
	for range 3 { // the author has been notified of the like
		read(t, author, author.list(t, "")[0].ID)
		reader.unlikes(t, post)
		reader.likes(t, post)
	}
	if n := author.unread(t); n != 0 {
		t.Errorf("%d unread, want none: the author has read the like within the hour", n)
	}
}

// TestRepeatedActsNotifyOnceAnHour repeats acts and undoes them, and counts how often
// others are notified.
func TestRepeatedActsNotifyOnceAnHour(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	hostile, victim := f.person(t), f.person(t)
	reactions, follows, posts := store.Reactions{DB: f.db}, store.Follows{DB: f.db}, store.Posts{DB: f.db}
	theirs, own := victim.writes(t, "post"), hostile.writes(t, "post")
	comment, ownComment := victim.comments(t, theirs, nil, "comment"), hostile.comments(t, own, nil, "comment")
	mention, nothing := "@"+victim.Username, "nobody"
	edit := func(text *string) ([]int64, error) {
		_, notified, err := posts.Update(t.Context(), own.ID, hostile.ID, social.PostEdit{Content: text})
		return notified, err
	}
	editComment := func(text string) ([]int64, error) {
		_, notified, err := store.Comments{DB: f.db}.Update(t.Context(), own.ID, ownComment.ID, hostile.ID, social.CommentEdit{Content: text})
		return notified, err
	}
	acts := map[string][2]func() ([]int64, error){
		"like of a post": {
			func() ([]int64, error) {
				return reactions.Add(t.Context(), store.PostLike, hostile.ID, theirs.ID, theirs.ID)
			},
			func() ([]int64, error) {
				return nil, reactions.Remove(t.Context(), store.PostLike, hostile.ID, theirs.ID, theirs.ID)
			},
		},
		"like of a comment": {
			func() ([]int64, error) {
				return reactions.Add(t.Context(), store.CommentLike, hostile.ID, theirs.ID, comment.ID)
			},
			func() ([]int64, error) {
				return nil, reactions.Remove(t.Context(), store.CommentLike, hostile.ID, theirs.ID, comment.ID)
			},
		},
		"follow": {
			func() ([]int64, error) { return follows.Add(t.Context(), hostile.ID, victim.ID) },
			func() ([]int64, error) { return nil, follows.Remove(t.Context(), hostile.ID, victim.ID) },
		},
		"mention in a post": {
			func() ([]int64, error) { return edit(&mention) }, func() ([]int64, error) { return edit(&nothing) },
		},
		"mention in a comment": {
			func() ([]int64, error) { return editComment(mention) }, func() ([]int64, error) { return editComment(nothing) },
		},
	}
	tried, again := 0, 0
	for name, act := range acts {
		times := 0
		for n := range figure.Size(40, 4_000) {
			notified, err := act[n%2]()
			if err != nil {
				t.Fatal(err)
			}
			tried++
			times += len(notified)
		}
		if times != 1 {
			t.Errorf("%s notified %d times in an hour, want once", name, times)
			again++
		}
	}
	figure.Report(t, "acts that a hostile user repeats: notified more than once in an hour", tried, again)
}
