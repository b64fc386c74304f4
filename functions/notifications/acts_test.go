package notifications_test

import (
	"fmt"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
)

func TestEveryActTellsTheUserItConcerns(t *testing.T) {
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

func TestNobodyIsToldOfTheirOwnActs(t *testing.T) {
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

func TestACommentTellsEachUserOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, first, second, mentioned := f.person(t), f.person(t), f.person(t), f.person(t)
	post := author.writes(t, "post")
	comment := first.comments(t, post, nil, "first")
	reply := second.comments(t, post, &comment.ID, "second")
	last := mentioned.comments(t, post, &reply.ID, fmt.Sprintf("@%s @%s @%s @%s", author.Username, first.Username, second.Username, mentioned.Username))

	told := fmt.Sprintf(" p%d c%d %s 1", post.ID, last.ID, mentioned.Username)
	author.want(t, "comment"+told,
		fmt.Sprintf("comment p%d c%d %s 1", post.ID, reply.ID, second.Username),
		fmt.Sprintf("comment p%d c%d %s 1", post.ID, comment.ID, first.Username))
	first.want(t, "reply"+told, fmt.Sprintf("reply p%d c%d %s 1", post.ID, reply.ID, second.Username))
	second.want(t, "reply"+told)
	mentioned.want(t)
}

func TestAnEditTellsOnlyUsersWhoWereNotMentionedBefore(t *testing.T) {
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
		t.Error("an edit told a user again who was mentioned before")
	}
}

func TestAnActTakenBackIsNotListed(t *testing.T) {
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
	if err := (store.Comments{DB: f.db}).Remove(t.Context(), post.ID, comment.ID); err != nil {
		t.Fatal(err)
	}
	author.want(t)
}

// TestARepeatedActTellsOnceAnHour also asks for the place of the notification: within
// the hour it comes back where it was.
func TestARepeatedActTellsOnceAnHour(t *testing.T) {
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
