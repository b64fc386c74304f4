package email

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	cloudevents "github.com/cloudevents/sdk-go/v2/event"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/boot"
	"social.example/shared/event"
	"social.example/shared/mail"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

var log *apitest.Log

func TestMain(m *testing.M) {
	log = apitest.CaptureLog()
	os.Exit(m.Run())
}

// sendGrid is a fake SendGrid server. It keeps the mails that it accepted.
type sendGrid struct {
	mutex  sync.Mutex
	answer func(http.ResponseWriter) // nil: accepted
	refuse func(to string) int       // the status for this recipient; 0: accepted
	read   func(body string)
	mails  []sent
	asked  int
}

// sent is one accepted mail.
type sent struct{ to, token string }

var link = regexp.MustCompile(`https://app\.example\.com/confirm/(\w+)`)

func (s *sendGrid) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.asked++
	if s.answer != nil {
		s.answer(w)
		return
	}
	var mail struct {
		Personalizations []struct{ To []struct{ Email string } }
	}
	if err := json.Unmarshal(body, &mail); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if s.read != nil {
		s.read(string(body))
	}
	if s.refuse != nil {
		if status := s.refuse(mail.Personalizations[0].To[0].Email); status != 0 {
			w.WriteHeader(status)
			return
		}
	}
	accepted := sent{to: mail.Personalizations[0].To[0].Email}
	if found := link.FindSubmatch(body); found != nil {
		accepted.token = string(found[1])
	}
	s.mails = append(s.mails, accepted)
	w.WriteHeader(http.StatusAccepted)
}

func (s *sendGrid) set(answer func(http.ResponseWriter)) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.answer = answer
}

// accepted returns the accepted mails so far.
func (s *sendGrid) accepted() []sent {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]sent(nil), s.mails...)
}

// requests returns the number of requests so far.
func (s *sendGrid) requests() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.asked
}

// function is the e-mail function with its own database and SendGrid.
type function struct {
	boot.Service
	db       *pgxpool.Pool
	sendGrid *sendGrid
}

// newFunction returns a new function. changes may modify its settings.
func newFunction(t testing.TB, changes ...func(*Config)) function {
	t.Helper()
	fake := &sendGrid{}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	c := Config{
		Postgres: testdb.Config(t),
		Mail: mail.Config{
			APIKey: "SG.key", Host: server.URL, From: "hello@example.com", FromName: "Social", FrontendURL: "https://app.example.com",
			APIURL: "https://api.example.com",
		},
	}
	db := testdb.Open(t, c.Postgres)
	for _, change := range changes {
		change(&c)
	}
	service, err := New(c)
	apitest.Serve(t, service, err)
	return function{service, db, fake}
}

// deliver sends the function an event with this data, as Pub/Sub does. The event's
// id is the test's name.
func (f function) deliver(t testing.TB, data string) error {
	t.Helper()
	e := cloudevents.New()
	e.SetID(t.Name())
	body := `{"message":{"data":"` + base64.StdEncoding.EncodeToString([]byte(data)) + `"}}`
	if err := e.SetData(cloudevents.ApplicationJSON, []byte(body)); err != nil {
		t.Fatal(err)
	}
	return f.Event(t.Context(), e)
}

// worst returns the highest severity logged for the test's events.
func worst(t testing.TB) string {
	t.Helper()
	lines := strings.Join(log.Lines(`"event_id":"`+t.Name()+`"`), "")
	for _, severity := range []string{"ERROR", "WARNING", "INFO"} {
		if strings.Contains(lines, `"severity":"`+severity+`"`) {
			return severity
		}
	}
	return "none"
}

func (f function) send(t testing.TB, id int64) error {
	t.Helper()
	data, err := event.Email{EmailID: id}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return f.deliver(t, string(data))
}

func (f function) sweep(t testing.TB) error {
	t.Helper()
	return f.deliver(t, `{"sweep":true}`)
}

// register stores a pending registration and returns the id of its e-mail.
func (f function) register(t testing.TB, name string) int64 {
	t.Helper()
	r := social.Registration{Username: name, Email: factory.Email(name), Password: factory.Password}
	_, id, err := store.Accounts{DB: f.db}.Register(t.Context(), r, hash)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

const hash = "$2a$04$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

// state returns the e-mail's state: open, claimed, sent or failed.
func (f function) state(t testing.TB, id int64) (state string) {
	t.Helper()
	err := f.db.QueryRow(t.Context(), `
		SELECT CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN failed_at IS NOT NULL THEN 'failed'
			WHEN claimed_until > now() THEN 'claimed' ELSE 'open' END
		FROM emails WHERE id = $1`, id).Scan(&state)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// wait moves all existing e-mails, claims and deliveries into the past by the
// interval.
func (f function) wait(t testing.TB, interval string) {
	t.Helper()
	testdb.Exec(t, f.db, `UPDATE emails SET created_at = created_at - $1::text::interval, due_at = due_at - $1::text::interval,
		claimed_until = claimed_until - $1::text::interval`, interval)
	testdb.Exec(t, f.db, `UPDATE deliveries SET handed_at = handed_at - $1::text::interval`, interval)
}
