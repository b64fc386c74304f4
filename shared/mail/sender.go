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

// Tries is how often Send tries a mail that somebody waits for.
const Tries = 5

const (
	tryTime     = 10 * time.Second       // for one request to SendGrid
	firstPause  = 250 * time.Millisecond // doubles with each try
	longestWait = 20 * time.Second       // for SendGrid's own limit to reset
)

// ErrRefused means that SendGrid will never take this message.
var ErrRefused = errors.New("the message was refused")

// ErrDenied means that SendGrid takes no message at all until someone mends the
// key, the account or the address.
var ErrDenied = errors.New("SendGrid denies its service")

// Sender sends through SendGrid. sendgrid-go's own client has no timeout, takes
// every status for success and does not wait as it is told, so only its message
// builder and request form are used.
type Sender struct {
	config Config
	client *rest.Client
	now    func() time.Time
}

// NewSender returns a sender.
func NewSender(c Config) *Sender {
	client := &http.Client{Timeout: tryTime, CheckRedirect: stay}
	return &Sender{config: c, client: &rest.Client{HTTPClient: client}, now: time.Now}
}

// stay follows no redirection: mails and the key are for SendGrid's host only.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Send returns nil once SendGrid has accepted the message. It tries again after
// 429, 5xx and lost connections, tries times at most and for as long as ctx
// allows. An ErrRefused is final, an ErrDenied needs someone; any other error may
// pass.
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

// final as a pause means that another try is of no use.
const final = -1

// try sends once. After a failure it says how long SendGrid wants the next try
// to wait; 0: it did not say.
func (s *Sender) try(ctx context.Context, body []byte) (pause time.Duration, err error) {
	request := sendgrid.GetRequest(s.config.APIKey, "/v3/mail/send", s.config.Host)
	request.Method = rest.Post
	request.Body = body
	built, err := rest.BuildRequestObject(request)
	if err != nil {
		return final, fmt.Errorf("build the request: %w", err)
	}
	response, err := s.client.HTTPClient.Do(built.WithContext(ctx))
	if err != nil {
		return 0, fmt.Errorf("reach SendGrid: %w", err)
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10))

	// The body is not repeated in errors: it may quote the address.
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

// asked is how long the server wants to be left alone, longestWait at most:
// Retry-After in seconds or as a date (RFC 9110), else X-RateLimit-Reset as a
// Unix time.
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

// whole reads a whole number; one that is too great for an int64 is the greatest.
func whole(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil || errors.Is(err, strconv.ErrRange)
}

// seconds clamps before it multiplies: a Duration holds 292 years only.
func seconds(n int64) time.Duration {
	return time.Duration(min(max(0, n), int64(longestWait/time.Second))) * time.Second
}
