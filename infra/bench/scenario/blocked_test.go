package scenario

import (
	"slices"
	"testing"

	"social.example/shared/social"
)

func TestCheckFollowersFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := tiny()
	const viewer = 150
	id := w.famous[0]
	page := func() []social.User {
		var users []social.User
		for _, follower := range w.followers()[id][:pageSize] {
			users = append(users, w.answerUser(viewer, follower))
		}
		return users
	}
	if err := w.checkFollowers(viewer, id, page()); err != nil {
		t.Fatalf("a right page: %v", err)
	}
	for name, spoil := range map[string]func([]social.User) []social.User{
		"one is missing":      func(u []social.User) []social.User { return slices.Delete(u, 3, 4) },
		"the last is missing": func(u []social.User) []social.User { return u[:pageSize-1] },
		"two are exchanged":   func(u []social.User) []social.User { u[4], u[5] = u[5], u[4]; return u },
		"a name":              func(u []social.User) []social.User { u[0].Username = "maya"; return u },
	} {
		if err := w.checkFollowers(viewer, id, spoil(page())); err == nil {
			t.Errorf("%s: it counts as right", name)
		}
	}
	blocked := w.followers()[id][3]
	w.hidden = map[int64]hiddenUsers{viewer: {blocked: map[int64]bool{blocked: true}}}
	if err := w.checkFollowers(viewer, id, page()); err == nil {
		t.Error("a blocked follower counts as right")
	}
}

func TestChecksRefuseBlockedAndMutedUsers(t *testing.T) {
	t.Parallel()
	w := tiny()
	reader := w.Set.Members(blockers)[0]
	s := w.choose(reader)
	if len(s.blocked) != blockedUsers(w.Set.Size) || len(s.muted) == 0 {
		t.Fatalf("the reader blocks %d users and mutes %d, want %d and some", len(s.blocked), len(s.muted), blockedUsers(w.Set.Size))
	}
	whole := w.Set.Feed(reader, w.all, pageSize)
	var page []social.Post
	for _, id := range whole {
		page = append(page, w.answer(id))
	}
	post := w.discussed[0]
	comments := w.answerComments(post)
	if err := w.checkComments(reader, post, comments); err != nil {
		t.Fatalf("before blocks: %v", err)
	}
	stranger := comments[2].User.ID
	s.blocked = map[int64]bool{stranger: true}
	s.muted = map[int64]bool{w.Set.Author(whole[2]): true}
	w.hidden = map[int64]hiddenUsers{reader: s}
	seen := slices.DeleteFunc(slices.Clone(whole), func(id int64) bool { return s.muted[w.Set.Author(id)] })
	if err := w.checkFeed(reader, page, seen); err == nil {
		t.Error("a post by a muted user counts as right")
	}
	if err := w.checkComments(reader, post, comments); err == nil {
		t.Error("a comment by a blocked user counts as right")
	}
	comments[2].User, comments[2].UserID = nil, nil
	if err := w.checkComments(reader, post, comments); err == nil {
		t.Error("a placeholder without replies counts as right")
	}
	newer := social.Post{ID: int64(w.Set.Posts) + 1, UserID: w.Set.Author(whole[2])}
	w.Changed.Store(true)
	if err := w.checkFeed(reader, append([]social.Post{newer}, page...), whole); err == nil {
		t.Error("a new post by a muted user counts as right")
	}
	if err := w.checkUser(reader, stranger, w.answerUser(reader, stranger)); err == nil {
		t.Error("a blocked user counts as right")
	}
}

func TestCheckQueuedFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := tiny()
	right := func() queued {
		post := w.answer(w.posts[0])
		author, reporter := w.author(post.UserID), w.author(150)
		return queued{
			Case: social.Case{
				Status: "open", Kind: social.PostSubject, Text: reportText, Author: &author, Reporter: &reporter,
				ReportsCount: 2, Reasons: map[string]int{"spam": 2},
			},
			Subject: post,
		}
	}
	if err := w.checkQueued(right()); err != nil {
		t.Fatalf("a right case: %v", err)
	}
	for name, spoil := range map[string]func(*queued){
		"status":     func(c *queued) { c.Status = "closed" },
		"kind":       func(c *queued) { c.Kind = social.UserSubject },
		"text":       func(c *queued) { c.Text = "" },
		"reasons":    func(c *queued) { c.Reasons["spam"]++ },
		"no author":  func(c *queued) { c.Author = nil },
		"author":     func(c *queued) { c.Author.ID++ },
		"reporter":   func(c *queued) { c.Reporter.Username = "maya" },
		"no subject": func(c *queued) { c.Subject.Title = "" },
	} {
		wrong := right()
		spoil(&wrong)
		if err := w.checkQueued(wrong); err == nil {
			t.Errorf("%s: it counts as right", name)
		}
	}
}
