package account_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// lines returns the lines of each file of the archive.
func lines(t testing.TB, archive []byte) map[string][]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]string{}
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[file.Name] = []string{}
		for line := range strings.Lines(string(text)) {
			files[file.Name] = append(files[file.Name], line)
		}
	}
	return files
}

// exportKeys has, for each file, a function that returns what identifies a line's row.
var exportKeys = map[string]func(exportLine) string{
	"posts.ndjson":    func(l exportLine) string { return fmt.Sprint(l.ID, " by ", l.UserID) },
	"comments.ndjson": func(l exportLine) string { return fmt.Sprint(l.ID, " by ", l.UserID) },
	"follows.ndjson":  func(l exportLine) string { return fmt.Sprint(l.Direction, " ", l.User.ID) },
	"likes.ndjson":    func(l exportLine) string { return fmt.Sprint(l.PostID, " comment ", l.CommentID) },
	"notifications.ndjson": func(l exportLine) string {
		return fmt.Sprint(l.Kind, " by ", l.ActorID, " post ", l.PostID, " comment ", l.CommentID)
	},
	"bookmarks.ndjson": func(l exportLine) string { return fmt.Sprint(l.PostID) },
	"reports.ndjson":   func(l exportLine) string { return fmt.Sprint(l.ID, " post ", l.PostID, " user ", l.UserID) },
	"sessions.ndjson":  func(l exportLine) string { return fmt.Sprint(l.ID, " ended ", l.EndedAt != nil) },
}

// exportLine has the fields that identify a row.
type exportLine struct {
	ID        int64         `json:"id"`
	UserID    int64         `json:"user_id"`
	PostID    int64         `json:"post_id"`
	CommentID int64         `json:"comment_id"`
	ActorID   int64         `json:"actor_id"`
	Kind      string        `json:"kind"`
	Direction string        `json:"direction"`
	User      social.Author `json:"user"`
	EndedAt   *time.Time    `json:"ended_at"`
}

func TestTheExportEqualsTheDatabase(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	other, third := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	want := map[string]map[string]bool{}
	add := func(file string, line exportLine) {
		if want[file] == nil {
			want[file] = map[string]bool{}
		}
		want[file][exportKeys[file](line)] = true
	}
	for range figure.Size(700, 10_000) { // more than a batch
		add("posts.ndjson", exportLine{ID: factory.Post(t, f.db, user, "tag").ID, UserID: user.ID})
	}
	for _, post := range []social.Post{factory.Post(t, f.db, other), factory.Post(t, f.db, other)} {
		add("comments.ndjson", exportLine{ID: factory.Comment(t, f.db, post, user).ID, UserID: user.ID})
		factory.Comment(t, f.db, post, other)
	}
	for _, follow := range []struct {
		direction          string
		follower, followee social.Actor
	}{{"following", user, other}, {"follower", other, user}, {"follower", third, user}} {
		factory.Follow(t, f.db, follow.follower, follow.followee)
		shown := follow.followee
		if follow.direction == "follower" {
			shown = follow.follower
		}
		add("follows.ndjson", exportLine{Direction: follow.direction, User: social.Author{ID: shown.ID}})
		if follow.direction == "follower" {
			add("notifications.ndjson", exportLine{Kind: "follow", ActorID: shown.ID})
		}
	}
	factory.Follow(t, f.db, third, other)
	ended, lasting := factory.Session(t, f.db, user), factory.Session(t, f.db, user)
	factory.Session(t, f.db, other)
	client.Do(t, "DELETE", pathOf(ended), nil).Want(t, http.StatusNoContent)
	add("sessions.ndjson", exportLine{ID: ended, EndedAt: new(time.Time)})
	add("sessions.ndjson", exportLine{ID: lasting})
	liked := factory.Post(t, f.db, other)
	comment := factory.Comment(t, f.db, liked, other)
	commented := factory.Post(t, f.db, user)
	add("posts.ndjson", exportLine{ID: commented.ID, UserID: user.ID})
	add("notifications.ndjson", exportLine{
		Kind: "comment", ActorID: other.ID, PostID: commented.ID, CommentID: factory.Comment(t, f.db, commented, other).ID,
	})
	for _, r := range []struct {
		reaction store.Reaction
		subject  int64
		file     string
		line     exportLine
	}{
		{store.PostLike, liked.ID, "likes.ndjson", exportLine{PostID: liked.ID}},
		{store.CommentLike, comment.ID, "likes.ndjson", exportLine{PostID: liked.ID, CommentID: comment.ID}},
		{store.Bookmark, liked.ID, "bookmarks.ndjson", exportLine{PostID: liked.ID}},
	} {
		for _, by := range []social.Actor{user, other} {
			if _, err := (store.Reactions{DB: f.db}).Add(t.Context(), r.reaction, by.ID, liked.ID, r.subject); err != nil {
				t.Fatal(err)
			}
		}
		add(r.file, r.line)
	}
	for _, draft := range []social.ReportDraft{{PostID: &liked.ID, Reason: "spam"}, {UserID: &other.ID, Reason: "abuse"}} {
		id, _, err := store.Moderation{DB: f.db}.Report(t.Context(), user.ID, draft)
		if err != nil {
			t.Fatal(err)
		}
		line := exportLine{ID: id}
		if draft.PostID != nil {
			line.PostID = liked.ID
		} else {
			line.UserID = other.ID
		}
		add("reports.ndjson", line)
		if _, _, err := (store.Moderation{DB: f.db}).Report(t.Context(), third.ID, draft); err != nil {
			t.Fatal(err)
		}
	}
	client.Do(t, "PATCH", path, `{"username": "zoe_new", "bio": "Bakes"}`).Want(t, http.StatusOK)

	files := lines(t, client.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK).Body)
	names := []string{
		"account.json", "posts.ndjson", "comments.ndjson", "follows.ndjson",
		"likes.ndjson", "bookmarks.ndjson", "blocks.ndjson", "mutes.ndjson", "notifications.ndjson", "reports.ndjson", "decisions.ndjson", "mails.ndjson", "sessions.ndjson",
	}
	for _, name := range names {
		if _, ok := files[name]; !ok || len(files) != len(names) {
			t.Errorf("%d files, want %d; %s is there: %t", len(files), len(names), name, ok)
		}
	}
	rows, wrong := 0, 0
	for name, key := range exportKeys {
		rows += len(want[name])
		for _, text := range files[name] {
			var line exportLine
			if err := json.Unmarshal([]byte(text), &line); err != nil || !want[name][key(line)] {
				wrong++
				t.Errorf("%s has %s, which is unknown or a duplicate", name, text)
			}
			delete(want[name], key(line))
		}
		if missing := len(want[name]); missing > 0 {
			wrong += missing
			t.Errorf("%s lacks %d rows", name, missing)
		}
	}
	figure.Report(t, "rows of an export: not those of the database", rows, wrong)
	account := strings.Join(files["account.json"], "")
	for _, text := range []string{`"username":"zoe_new"`, `"bio":"Bakes"`, factory.Email(user.Username), fmt.Sprintf(`"username":%q`, user.Username), `"follow":"on"`} {
		if !strings.Contains(account, text) {
			t.Errorf("account.json has no %s: %s", text, account)
		}
	}
	if strings.Contains(account, "password") || strings.Contains(account, "$2a$") {
		t.Errorf("account.json has a secret: %s", account)
	}
}

func TestAnExportIsMadeOnceAnHour(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	client.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK)
	answer := client.Do(t, "POST", path+"/export", confirmation)
	answer.WantProblem(t, http.StatusTooManyRequests)
	if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err != nil || seconds < 3500 || seconds > 3600 {
		t.Errorf("Retry-After %q, want an hour in seconds", answer.Header.Get("Retry-After"))
	}
	client.Do(t, "POST", path+"/export", confirmation).WantProblem(t, http.StatusTooManyRequests)
	testdb.Exec(t, f.db, `UPDATE exports SET started_at = started_at - interval '1 hour'`)
	client.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK)
}

// fill writes n comments of the user. Their texts do not compress well, so an export
// of them does not fit into the buffers of the connection.
func (f function) fill(t testing.TB, user social.Actor, n int) {
	t.Helper()
	post := factory.Post(t, f.db, user)
	testdb.Exec(t, testdb.Owner(t, f.db), `ALTER TABLE comments DISABLE TRIGGER USER`)
	for from := 0; from < n; from += 5000 {
		testdb.Exec(t, f.db, `
			INSERT INTO comments (post_id, user_id, content)
			SELECT $1, $2, md5(i::text) || md5((-i)::text) || md5(i || 'a') || md5(i || 'b') FROM generate_series($3::int, $4) i`,
			post.ID, user.ID, from+1, min(from+5000, n))
	}
	testdb.Exec(t, testdb.Owner(t, f.db), `ALTER TABLE comments ENABLE TRIGGER USER`)
}

// open begins an export over a real connection.
func (f function) open(t testing.TB, user social.Actor) *http.Response {
	t.Helper()
	server := httptest.NewServer(f.Handler)
	t.Cleanup(server.Close)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+path+"/export", strings.NewReader(`{"password": "`+factory.Password+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+apitest.Token(t, user.ID))
	r.Header.Set("Content-Type", "application/json")
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	return answer
}

// The database ends the export's session in the middle.
func TestAnExportThatFailsIsVisiblyIncompleteAndDoesNotCount(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	f.fill(t, user, 300_000)
	answer := f.open(t, user) //nolint:bodyclose // open closes it
	head := make([]byte, 1<<16)
	if _, err := io.ReadFull(answer.Body, head); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("status %d, want 200, %v", answer.StatusCode, err)
	}
	testdb.Exec(t, f.db, `
		SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'FETCH%'`)
	rest, err := io.ReadAll(answer.Body)
	if err == nil {
		t.Error("the response ends without an error")
	}
	archive := append(head, rest...)
	if _, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive))); err == nil {
		t.Error("the archive looks whole")
	}
	client.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK)
}

func TestAnExportTakesTheSameMemoryWhateverItsSize(t *testing.T) { //nolint:paralleltest // it measures the heap of the process
	f := newFunction(t)
	user, _ := f.member(t)
	rows := figure.Size(20_000, 1_000_000)
	f.fill(t, user, rows)
	answer := f.open(t, user) //nolint:bodyclose // open closes it
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("status %d, want 200", answer.StatusCode)
	}
	const limit = 64 << 20
	looks, beyond := 0, 0
	var err error
	for ; err == nil; looks++ {
		_, err = io.CopyN(io.Discard, answer.Body, 1<<18)
		var memory runtime.MemStats
		if runtime.ReadMemStats(&memory); memory.HeapAlloc > limit {
			beyond++
		}
	}
	if !errors.Is(err, io.EOF) {
		t.Errorf("the export ends with %v, want EOF", err)
	}
	figure.Report(t, "looks at the heap during an export of 1,000,000 rows (in short: 20,000): beyond 64 MiB", looks, beyond)
}
