package mail

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/sendgrid/rest"
	"github.com/sendgrid/sendgrid-go"
)

// Tries is the number of attempts to send a mail that a user is waiting for.
const Tries = 5

const (
	tryTime     = 10 * time.Second       // for one request to SendGrid
	firstPause  = 250 * time.Millisecond // doubles with each try
	longestWait = 20 * time.Second       // for SendGrid's own limit to reset
)

// ErrRefused is returned when SendGrid permanently refuses the message.
var ErrRefused = errors.New("the message was refused")

// ErrDenied is returned when SendGrid accepts no messages until someone fixes the
// key, the account or the sender address.
var ErrDenied = errors.New("SendGrid denies its service")

// Sender sends mail through SendGrid. It uses only the message builder and
// request format of sendgrid-go: that library's client has no timeout, treats
// every status as success, and ignores the requested wait.
type Sender struct {
	config Config
	client *http.Client
	now    func() time.Time
}

// NewSender returns a sender.
func NewSender(c Config) *Sender {
	return &Sender{config: c, client: &http.Client{Timeout: tryTime, CheckRedirect: stay}, now: time.Now}
}

// stay disables redirects: mails and the key go to SendGrid's host only.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Send returns nil once SendGrid has accepted the message. It retries after 429,
// 5xx and connection errors, up to tries attempts and within the deadline of ctx.
// ErrRefused is permanent, and ErrDenied needs a manual fix; any other error may
// be temporary.
func (s *Sender) Send(ctx context.Context, m Message, tries int) error {
	body, err := s.config.build(m)
	if err != nil {
		return errors.Join(ErrRefused, err)
	}
	for try := 0; ; try++ {
		pause, err := s.try(ctx, body)
		if err == nil || pause < 0 || try+1 >= tries {
			return err
		}
		if pause == 0 { // full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
			pause = rand.N(firstPause << try) //nolint:gosec // G404: jitter, not a secret
		}
		if deadline, ok := ctx.Deadline(); ok && s.now().Add(pause).After(deadline) {
			return err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return err
		}
	}
}

// final is the pause that means that a retry is useless.
const final = -1

// try sends the message once. After a failure, pause is how long SendGrid asks to wait
// before a retry, 0 if it does not say, or final.
func (s *Sender) try(ctx context.Context, body []byte) (pause time.Duration, err error) {
	request := sendgrid.GetRequest(s.config.APIKey, "/v3/mail/send", s.config.Host)
	request.Method = rest.Post
	request.Body = body
	built, err := rest.BuildRequestObject(request)
	if err != nil {
		return final, fmt.Errorf("build the request: %w", err)
	}
	response, err := s.client.Do(built.WithContext(ctx))
	if err != nil {
		return 0, fmt.Errorf("reach SendGrid: %w", err)
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10))

	// Errors do not contain the body, because it may quote the address.
	failure := fmt.Errorf("SendGrid answered %d", response.StatusCode)
	switch code := response.StatusCode; {
	case code >= 200 && code < 300:
		return 0, nil
	case code == http.StatusTooManyRequests || code >= 500:
		return s.asked(response.Header), failure
	case code == http.StatusBadRequest || code == http.StatusRequestEntityTooLarge:
		return final, errors.Join(ErrRefused, failure)
	default: // 401, 403: the key or the account
		return final, errors.Join(ErrDenied, failure)
	}
}

// asked returns how long the server asks to wait, at most longestWait. It reads
// Retry-After in seconds or as a date (RFC 9110), else X-RateLimit-Reset as a
// Unix time. It returns 0 if there is neither.
func (s *Sender) asked(h http.Header) time.Duration {
	after := h.Get("Retry-After")
	if n, ok := whole(after); ok {
		return seconds(n)
	}
	if date, err := http.ParseTime(after); err == nil {
		return min(max(0, date.Sub(s.now())), longestWait)
	}
	if reset, ok := whole(h.Get("X-RateLimit-Reset")); ok {
		return seconds(max(0, reset) - s.now().Unix())
	}
	return 0
}

// whole parses an integer. It clamps values that overflow an int64.
func whole(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil || errors.Is(err, strconv.ErrRange)
}

// seconds returns n seconds, between 0 and longestWait. It clamps before it
// multiplies, because a Duration holds only 292 years.
func seconds(n int64) time.Duration {
	return time.Duration(min(max(0, n), int64(longestWait/time.Second))) * time.Second
}
