package scenario

import (
	"encoding/json"
	"net/url"
	"slices"
	"testing"

	"social.example/infra/bench/dataset"
	"social.example/shared/social"
)

func tiny() *World { return New(dataset.New(dataset.Tiny), nil, nil) }

// answer returns a post of the data set as the API must return it.
func (w *World) answer(id int64) social.Post {
	p := w.Set.Post(id)
	author := w.author(p.Author)
	return social.Post{
		ID: id, UserID: p.Author, Title: p.Title, Content: p.Content, Tags: p.Tags, Version: 1,
		CreatedAt: p.CreatedAt, UpdatedAt: p.CreatedAt, CommentsCount: p.Comments, Username: author.Username, User: author,
	}
}

// answerUser returns a user of the data set as the API must return them.
func (w *World) answerUser(viewer, id int64) social.User {
	u := w.Set.User(id)
	return social.User{
		ID: id, Username: u.Username, DisplayName: u.Username, CreatedAt: u.CreatedAt,
		IsFollowed: w.Set.DoesFollow(viewer, id), FollowsYou: w.Set.DoesFollow(id, viewer),
		FollowersCount: u.Followers, FollowingCount: u.Following, PostsCount: u.Posts,
	}
}

// answerComments returns the first page of comments on a post as the API must return
// them.
func (w *World) answerComments(post int64) []social.Comment {
	var comments []social.Comment
	for _, id := range w.comments[post][:min(pageSize, len(w.comments[post]))] {
		c := w.Set.Comment(id)
		author := w.author(c.Author)
		comments = append(comments, social.Comment{
			ID: id, PostID: post, UserID: &c.Author, Content: c.Content, CreatedAt: c.CreatedAt, User: &author,
		})
	}
	return comments
}

func TestCheckFeedFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := tiny()
	reader := w.Set.Members(dataset.Many)[0]
	want := w.Set.Feed(reader, w.all, pageSize)
	page := func() []social.Post {
		var posts []social.Post
		for _, id := range want {
			posts = append(posts, w.answer(id))
		}
		return posts
	}
	if err := w.checkFeed(reader, page(), want); err != nil {
		t.Fatalf("a right page: %v", err)
	}
	for name, spoil := range map[string]func([]social.Post) []social.Post{
		"one is missing":      func(p []social.Post) []social.Post { return slices.Delete(p, 3, 4) },
		"the last is missing": func(p []social.Post) []social.Post { return p[:19] },
		"two are exchanged":   func(p []social.Post) []social.Post { p[4], p[5] = p[5], p[4]; return p },
		"one comes twice":     func(p []social.Post) []social.Post { p[4] = p[5]; return p },
		"one is another":      func(p []social.Post) []social.Post { p[7] = w.answer(1); return p },
		"a title":             func(p []social.Post) []social.Post { p[0].Title += "."; return p },
		"an author":           func(p []social.Post) []social.Post { p[0].User.Username = "maya"; return p },
		"a time":              func(p []social.Post) []social.Post { p[0].CreatedAt = p[0].CreatedAt.Add(1000); return p },
		"a count":             func(p []social.Post) []social.Post { p[0].CommentsCount++; return p },
		"tags":                func(p []social.Post) []social.Post { p[0].Tags = []string{"tag"}; return p },
		"a new one":           func(p []social.Post) []social.Post { p[0].ID = 4001; return p },
	} {
		if err := w.checkFeed(reader, spoil(page()), want); err == nil {
			t.Errorf("%s: it counts as right", name)
		}
	}
	if err := w.checkFeed(reader, nil, want); err == nil {
		t.Error("an empty page counts as right")
	}
}

func TestCheckFeedAllowsNewerPostsOnceClientsWrite(t *testing.T) {
	t.Parallel()
	w := tiny()
	reader := w.Set.Members(dataset.Many)[0]
	want := w.Set.Feed(reader, w.all, pageSize)
	newer := social.Post{ID: 4001, UserID: int64(w.Set.Followees(reader)[0])}
	page := []social.Post{newer}
	for _, id := range want[:pageSize-1] {
		page = append(page, w.answer(id))
	}
	if err := w.checkFeed(reader, page, want); err == nil {
		t.Error("a newer post counts as right although nobody has written")
	}
	w.Changed.Store(true)
	if err := w.checkFeed(reader, page, want); err != nil {
		t.Errorf("a newer post: %v", err)
	}
	stranger := int64(1)
	for w.Set.InFeed(reader, stranger) {
		stranger++
	}
	page[0].UserID = stranger
	if err := w.checkFeed(reader, page, want); err == nil {
		t.Error("a stranger's post counts as right")
	}
	page[0], page[1] = page[1], newer
	if err := w.checkFeed(reader, page, want); err == nil {
		t.Error("a newer post below an older one counts as right")
	}
}

func TestCheckUserFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := tiny()
	const viewer, id = 150, 16
	right := w.answerUser(viewer, id)
	if err := w.checkUser(viewer, id, right); err != nil {
		t.Fatalf("a right user: %v", err)
	}
	for name, spoil := range map[string]func(*social.User){
		"id":          func(u *social.User) { u.ID++ },
		"username":    func(u *social.User) { u.Username = "maya" },
		"time":        func(u *social.User) { u.CreatedAt = dataset.End },
		"display":     func(u *social.User) { u.DisplayName = "" },
		"follows_you": func(u *social.User) { u.FollowsYou = !u.FollowsYou },
		"is_muted":    func(u *social.User) { u.IsMuted = true },
		"is_blocked":  func(u *social.User) { u.IsBlocked = true },
		"is_followed": func(u *social.User) { u.IsFollowed = !u.IsFollowed },
		"followers":   func(u *social.User) { u.FollowersCount++ },
		"following":   func(u *social.User) { u.FollowingCount-- },
		"posts":       func(u *social.User) { u.PostsCount++ },
	} {
		wrong := right
		spoil(&wrong)
		if err := w.checkUser(viewer, id, wrong); err == nil {
			t.Errorf("%s: it counts as right", name)
		}
	}
}

func TestCheckCommentsFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := tiny()
	post := w.posts[0]
	for _, id := range w.posts {
		if len(w.comments[id]) > len(w.comments[post]) {
			post = id
		}
	}
	list := func() []social.Comment { return w.answerComments(post) }
	if err := w.checkComments(1, post, list()); err != nil || len(list()) < 3 {
		t.Fatalf("right comments: %v, %d", err, len(list()))
	}
	for name, spoil := range map[string]func([]social.Comment) []social.Comment{
		"one is missing":    func(c []social.Comment) []social.Comment { return c[1:] },
		"two are exchanged": func(c []social.Comment) []social.Comment { c[0], c[1] = c[1], c[0]; return c },
		"a content":         func(c []social.Comment) []social.Comment { c[0].Content = "other"; return c },
		"an author":         func(c []social.Comment) []social.Comment { c[0].User.ID++; return c },
		"a new one":         func(c []social.Comment) []social.Comment { c[0].ID = 8001; return c },
	} {
		if err := w.checkComments(1, post, spoil(list())); err == nil {
			t.Errorf("%s: it counts as right", name)
		}
	}
}

func TestAPageOfASearchMayEndBeforeItIsFullIfThereIsMore(t *testing.T) {
	t.Parallel()
	w := tiny()
	reader := w.Set.Members(dataset.Many)[0]
	want := w.Set.Feed(reader, w.all, pageSize)
	posts := []social.Post{w.answer(want[0]), w.answer(want[1])}
	more := "cursor"
	for _, test := range []struct {
		name  string
		query url.Values
		next  *string
		right bool
	}{
		{"a search with more", url.Values{"search": {"word"}}, &more, true},
		{"a search that is over", url.Values{"search": {"word"}}, nil, false},
		{"a feed with more", nil, &more, false},
	} {
		body, err := json.Marshal(answer[[]social.Post]{Data: posts, Next: test.next})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.call(page{reader, test.query, want}).Check(body); (err == nil) != test.right {
			t.Errorf("%s: got %v, want it right: %t", test.name, err, test.right)
		}
	}
}
