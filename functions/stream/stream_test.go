package stream

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/functions/feed"
	"social.example/shared/live"
	"social.example/shared/postgres"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
	"social.example/shared/token"
)

// instance is a running instance of the function.
type instance struct {
	db   *pgxpool.Pool
	live live.Announcer
	url  string
	http http.Handler
	feed http.Handler // the function that lists the feed
	stop func()
}

func testConfig(t testing.TB) Config {
	t.Helper()
	return Config{
		Postgres: testdb.Config(t), Redis: testredis.Config(t),
		Tokens: apitest.Tokens(t), Limits: apitest.Unlimited,
	}
}

// serve starts an instance.
func serve(t testing.TB, c Config, l live.Limits) instance {
	t.Helper()
	service, err := build(c, l)
	if err != nil {
		t.Fatal(err)
	}
	list, err := feed.New(feed.Config{Postgres: c.Postgres, Redis: c.Redis, Tokens: c.Tokens, Limits: c.Limits})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(service.HTTP)
	db, err := postgres.Open(c.Postgres)
	if err != nil {
		t.Fatal(err)
	}
	client, err := redis.Open(c.Redis)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		service.Stop()
		server.Close()
		for _, shut := range slices.Concat(service.Close, list.Close) {
			shut()
		}
		redis.Closer(client)()
		db.Close()
	})
	return instance{db, live.Announcer{Redis: client}, server.URL, service.HTTP, list.HTTP, service.Stop}
}

// member creates a user and a listener for it.
func (i instance) member(t testing.TB) (social.Actor, *listener) {
	t.Helper()
	user := factory.User(t, i.db, social.Member)
	return user, newListener(t, apitest.Token(t, user.ID))
}

// post creates a post and announces it, as the posts function does.
func (i instance) post(t testing.TB, author social.Actor, tags ...string) social.Post {
	t.Helper()
	post := factory.Post(t, i.db, author, tags...)
	i.live.Post(t.Context(), post.ID)
	return post
}

func TestStreamHasEachNewPostAsTheFeedHasIt(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	viewer, listener := i.member(t)
	followed, stranger := factory.User(t, i.db, social.Member), factory.User(t, i.db, social.Member)
	factory.Follow(t, i.db, viewer, followed)
	factory.Follow(t, i.db, stranger, viewer)
	i.post(t, viewer) // older than the stream
	listener.start(i.url, "")
	theirs := i.post(t, followed, "go", "é\u2028")
	i.post(t, stranger)
	own := i.post(t, viewer)
	listener.want(theirs.ID, own.ID)
	if !reflect.DeepEqual(listener.posts, []social.Post{theirs, own}) {
		t.Errorf("got %+v, want %+v", listener.posts, []social.Post{theirs, own})
	}
	client := apitest.Client{Handler: i.feed, Token: listener.token}
	if ids, _ := apitest.IDs(t, client.Do(t, "GET", "/v1/users/feed?limit=2", nil)); ids[0] != own.ID || ids[1] != theirs.ID {
		t.Errorf("the feed has %v, want %d and %d", ids, own.ID, theirs.ID)
	}
}

func TestStreamAnswersWithItsHeaders(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	_, listener := i.member(t)
	response, err := listener.open(t.Context(), i.url, "")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	for name, want := range map[string]string{
		"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no", "Content-Length": "",
	} {
		if got := response.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if response.Header.Get("X-Request-Id") == "" || response.Header.Get("RateLimit") == "" {
		t.Errorf("headers %v, want X-Request-Id and RateLimit", response.Header)
	}
}

func TestStreamContinuesWhereItsClientStopped(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	viewer, fromOldest := i.member(t)
	var posts []int64
	for range 3 {
		posts = append(posts, i.post(t, viewer).ID)
	}
	client := apitest.Client{Handler: i.feed, Token: fromOldest.token}
	_, afterFirst := apitest.IDs(t, client.Do(t, "GET", "/v1/users/feed?sort=asc&limit=1", nil))
	_, afterLast := apitest.IDs(t, client.Do(t, "GET", "/v1/users/feed?sort=desc&limit=1", nil))
	fromOldest.start(i.url, "?cursor="+afterFirst)
	fromOldest.want(posts[1], posts[2])
	back := newListener(t, fromOldest.token)
	event := fromOldest.lastID()
	back.id = event

	fromNewest := newListener(t, fromOldest.token)
	fromNewest.start(i.url, "?cursor="+afterLast)
	back.start(i.url, "?cursor="+afterFirst) // the position of its first stream
	next := i.post(t, viewer).ID
	back.want(next)
	fromNewest.want(next)
	fromOldest.want(posts[1], posts[2], next)

	newest := factory.Post(t, i.db, viewer).ID
	fromOldest.want(posts[1], posts[2], next, newest)
	page, _ := apitest.IDs(t, client.Do(t, "GET", "/v1/users/feed?sort=asc&cursor="+event, nil))
	if !slices.Equal(page, []int64{next, newest}) {
		t.Errorf("after post %d the feed has %v, want %d and %d", posts[2], page, next, newest)
	}
}

func TestStreamRefusesForeignCursors(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	viewer, own := i.member(t)
	_, other := i.member(t)
	for range 2 {
		factory.Post(t, i.db, viewer, "a")
	}
	client := apitest.Client{Handler: i.http, Token: own.token}
	stranger := apitest.Client{Handler: i.http, Token: other.token}
	list := apitest.Client{Handler: i.feed, Token: own.token}
	_, cursor := apitest.IDs(t, list.Do(t, "GET", "/v1/users/feed?limit=1", nil))
	_, filtered := apitest.IDs(t, list.Do(t, "GET", "/v1/users/feed?limit=1&tags=a", nil))
	const stream = "/v1/users/feed/stream"
	for _, bad := range []string{"x", filtered, cursor + "A", "%FF"} {
		client.Do(t, "GET", stream+"?cursor="+bad, nil).WantProblem(t, http.StatusBadRequest, "cursor")
		client.Do(t, "GET", stream, nil, "Last-Event-ID", bad).WantProblem(t, http.StatusBadRequest, "Last-Event-ID")
	}
	client.Do(t, "GET", stream+"?cursor="+cursor+"&cursor="+cursor, nil).WantProblem(t, http.StatusBadRequest, "cursor")
	client.Do(t, "GET", stream+"?cursor=x", nil, "Last-Event-ID", "y").WantProblem(t, http.StatusBadRequest, "Last-Event-ID", "cursor")
	stranger.Do(t, "GET", stream+"?cursor="+cursor, nil).WantProblem(t, http.StatusBadRequest, "cursor")
	stranger.Do(t, "GET", stream, nil, "Last-Event-ID", cursor).WantProblem(t, http.StatusBadRequest, "Last-Event-ID")

	apitest.Client{Handler: i.http}.Do(t, "GET", stream+"?access_token="+own.token, nil).WantProblem(t, http.StatusUnauthorized)
	client.Do(t, "POST", stream, nil).WantProblem(t, http.StatusMethodNotAllowed)
}

func TestFollowingTakesEffectOnOpenStreams(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	viewer, tab := i.member(t)
	otherTab := newListener(t, tab.token)
	other := factory.User(t, i.db, social.Member)
	tab.start(i.url, "")
	otherTab.start(i.url, "")
	i.post(t, other)
	before := i.post(t, viewer)
	tab.want(before.ID)
	factory.Follow(t, i.db, viewer, other)
	followed := i.post(t, other)
	tab.want(before.ID, followed.ID)
	if err := (store.Follows{DB: i.db}).Remove(t.Context(), viewer.ID, other.ID); err != nil {
		t.Fatal(err)
	}
	i.post(t, other)
	own := i.post(t, viewer)
	tab.want(before.ID, followed.ID, own.ID)
	otherTab.want(before.ID, followed.ID, own.ID)
}

// hurried returns limits with very short heartbeat and recheck intervals.
func hurried() live.Limits {
	l := live.DefaultLimits
	l.Heartbeat, l.Recheck = 20*time.Millisecond, 20*time.Millisecond
	return l
}

func TestStreamShowsThatItIsAlive(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), hurried())
	_, listener := i.member(t)
	listener.start(i.url, "")
	listener.await("comments", func() bool { return listener.comments >= 3 })
}

func TestStreamEndsWithItsToken(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	viewer, listener := i.member(t)
	tokens := apitest.Tokens(t)
	issued := time.Now().Add(2*time.Second - tokens.TTL)
	text, err := token.New(tokens, time.Now).Issue(token.Claim{UserID: viewer.ID, Issued: issued})
	if err != nil {
		t.Fatal(err)
	}
	listener.token = text
	if err := <-listener.start(i.url, ""); !errors.Is(err, io.EOF) {
		t.Errorf("the stream ended with %v, want EOF", err)
	}
	if expiry := issued.Add(tokens.TTL).Truncate(time.Second); time.Now().Before(expiry) {
		t.Errorf("the stream ended before the token expired at %v", expiry)
	}
}

func TestStreamsEndWhenTheInstanceStops(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	_, listener := i.member(t)
	ended := listener.start(i.url, "")
	i.stop()
	if err := <-ended; !errors.Is(err, io.EOF) {
		t.Errorf("the stream ended with %v, want EOF", err)
	}
}
