package account_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// exportedDecision has the fields of a decision.
type exportedDecision struct {
	Action    string `json:"action"`
	PostID    int64  `json:"post_id"`
	CommentID int64  `json:"comment_id"`
	UserID    int64  `json:"user_id"`
	Note      string `json:"note"`
	Reported  bool   `json:"reported"`
}

// exportedNotification has the fields of a notification about a decision.
type exportedNotification struct {
	Kind     string           `json:"kind"`
	ActorID  int64            `json:"actor_id"`
	Decision exportedDecision `json:"decision"`
	IsRead   bool             `json:"is_read"`
}

// wantDecisions fails the test unless these are the decisions, in any order.
func wantDecisions(t testing.TB, got, want []exportedDecision) {
	t.Helper()
	compare := func(a, b exportedDecision) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }
	got, want = slices.SortedFunc(slices.Values(got), compare), slices.SortedFunc(slices.Values(want), compare)
	if !slices.Equal(got, want) {
		t.Errorf("decisions\n%+v, want\n%+v", got, want)
	}
}

// parsed returns the lines of a file of an archive.
func parsed[T any](t testing.TB, file []string) (all []T) {
	t.Helper()
	for _, text := range file {
		var line T
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		all = append(all, line)
	}
	return all
}

func TestExportHasDecisionsWithoutModeratorsAndReporters(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	admin, reporter, other := factory.User(t, f.db, social.Admin), factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	moderation := store.Moderation{DB: f.db}
	decide := func(by social.Actor, subject social.ReportDraft, action social.Measure, note string) {
		t.Helper()
		subject.Reason = "spam"
		report, _, err := moderation.Report(t.Context(), by.ID, subject)
		if err == nil {
			_, err = moderation.Resolve(t.Context(), admin.ID, report, social.ResolutionDraft{Action: action, Note: note})
		}
		if err == nil {
			err = moderation.NotifyAll(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	removed, dismissed, theirs := factory.Post(t, f.db, user), factory.Post(t, f.db, user), factory.Post(t, f.db, other)
	comment := factory.Comment(t, f.db, theirs, user)
	decide(reporter, social.ReportDraft{PostID: &removed.ID}, social.Remove, "zqx post")
	decide(reporter, social.ReportDraft{CommentID: &comment.ID}, social.Remove, "zqx comment")
	read := scan[int64](t, f.db, `SELECT max(id) FROM notifications WHERE user_id = $1`, user.ID)
	if err := (store.Notifications{DB: f.db}).MarkRead(t.Context(), user.ID, read); err != nil {
		t.Fatal(err)
	}
	decide(reporter, social.ReportDraft{PostID: &dismissed.ID}, social.Dismiss, "for moderators: "+reporter.Username)
	decide(reporter, social.ReportDraft{UserID: &user.ID}, social.Dismiss, "for moderators: "+reporter.Username)
	decide(user, social.ReportDraft{PostID: &theirs.ID}, social.Remove, "for "+other.Username)
	if _, err := moderation.Restore(t.Context(), admin.ID, social.CommentSubject, comment.ID); err != nil {
		t.Fatal(err)
	}

	files := lines(t, client.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK).Body)
	about := []exportedDecision{
		{Action: "remove", PostID: removed.ID, Note: "zqx post"},
		{Action: "remove", CommentID: comment.ID, Note: "zqx comment"},
		{Action: "dismiss", PostID: dismissed.ID},
		{Action: "dismiss", UserID: user.ID},
		{Action: "restore", CommentID: comment.ID},
	}
	wantDecisions(t, parsed[exportedDecision](t, files["decisions.ndjson"]), about)
	var notified []exportedDecision
	for _, n := range parsed[exportedNotification](t, files["notifications.ndjson"]) {
		if n.Kind != "moderation" || n.ActorID != 0 || n.IsRead != (n.Decision.Action == "remove" && !n.Decision.Reported) {
			t.Errorf("a notification is %+v, want no actor, and read only if it is about a removal", n)
		}
		notified = append(notified, n.Decision)
	}
	wantDecisions(t, notified, []exportedDecision{about[0], about[1], about[4], {Action: "remove", PostID: theirs.ID, Reported: true}})
	for name, file := range files {
		for _, text := range []string{admin.Username, reporter.Username, other.Username, "for moderators", `"moderator_id"`, `"report_id"`} {
			if strings.Contains(strings.Join(file, ""), text) {
				t.Errorf("%s has %q: %s", name, text, file)
			}
		}
	}
}

func TestExportHasEveryMailToTheUserAndItsOrigin(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	other := factory.User(t, f.db, social.Member)
	accounts, emails := store.Accounts{DB: f.db}, store.Outbox{DB: f.db}
	for _, address := range []string{factory.Email(user.Username), factory.Email(other.Username)} {
		if _, err := accounts.RequestReset(t.Context(), address, social.Act{Device: "zqx2", Place: "192.0.2.0/24"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := accounts.Renew(t.Context(), strings.ToUpper(factory.Email(user.Username))); err != nil {
		t.Fatal(err)
	}
	for _, owner := range []social.Actor{user, other} {
		if _, err := emails.Notify(t.Context(), social.NewDeviceMail, owner.ID, social.Act{Device: "zqx3", Place: "198.51.100.0/24"}); err != nil {
			t.Fatal(err)
		}
	}
	testdb.Exec(t, f.db, `UPDATE emails SET acted_at = '2026-02-03T04:05:06Z', sent_at = '2026-02-03T04:05:07Z' WHERE kind = 'new_device'`)
	testdb.Exec(t, f.db, `UPDATE emails SET failed_at = '2026-02-03T04:05:08Z' WHERE kind = 'renewal'`)

	files := lines(t, client.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK).Body)
	all := strings.Join(files["mails.ndjson"], "")
	for _, want := range []string{
		`"kind":"password_reset"`, `"device":"zqx2"`, `"place":"192.0.2.0/24"`, factory.Email(user.Username),
		`"kind":"renewal"`, `"failed_at":"2026-02-03T04:05:08.000000Z"`,
		`"kind":"new_device"`, `"device":"zqx3"`, `"acted_at":"2026-02-03T04:05:06.000000Z"`, `"sent_at":"2026-02-03T04:05:07.000000Z"`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s in %s", want, all)
		}
	}
	if n := len(files["mails.ndjson"]); n != 3 || strings.Contains(all, factory.Email(other.Username)) {
		t.Errorf("%d mails, want the user's 3: %s", n, all)
	}
}

// Earlier releases stored ends that a time in JSON can't represent.
func TestASuspensionWithAnEndAfterTheYear9999IsExported(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	reporter, reporterClient := f.member(t)
	factory.SuspensionPast9999(t, f.db, reporter, user)
	for name, c := range map[string]apitest.Client{"decisions.ndjson": client, "notifications.ndjson": reporterClient} {
		files := lines(t, c.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK).Body)
		if text := strings.Join(files[name], ""); !strings.Contains(text, `"until":"9999-12-31T23:59:59.999999Z"`) {
			t.Errorf("%s has %s, want the last moment of 9999", name, text)
		}
	}
}
