package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"

	"social.example/shared/fault"
	"social.example/shared/postgres"
)

func TestFaultTellsAServerThatIsAwayFromADefect(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want fault.Kind
	}{
		{&pgconn.PgError{Code: "08006"}, fault.Unavailable},
		{&pgconn.PgError{Code: "53300"}, fault.Unavailable},
		{&pgconn.PgError{Code: "57P01"}, fault.Unavailable},
		{&pgconn.PgError{Code: "57014"}, fault.Unavailable},
		{&pgconn.PgError{Code: "58030"}, fault.Unavailable},
		{&pgconn.PgError{Code: "25006"}, fault.Unavailable},
		{&pgconn.PgError{Code: "25P03"}, fault.Unavailable},
		{&pgconn.PgError{Code: "40001"}, fault.Unavailable},
		{&pgconn.PgError{Code: "40P01"}, fault.Unavailable},
		{&pgconn.PgError{Code: "55P03"}, fault.Unavailable},
		{&net.OpError{Op: "read", Err: errors.New("reset")}, fault.Unavailable},
		{context.DeadlineExceeded, fault.Unavailable},
		{io.ErrUnexpectedEOF, fault.Unavailable},
		{net.ErrClosed, fault.Unavailable},
		{puddle.ErrClosedPool, fault.Unavailable},

		{&pgconn.PgError{Code: "23505"}, fault.Internal},
		{&pgconn.PgError{Code: "42601"}, fault.Internal},
		{&pgconn.PgError{Code: "22021"}, fault.Internal},
		{&pgconn.PgError{}, fault.Internal},
		{pgx.ErrNoRows, fault.Internal},
		{context.Canceled, fault.Internal},
		{errors.New("a defect"), fault.Internal},

		{fault.New(fault.NotFound, "absent"), fault.NotFound},
	} {
		wrapped := fmt.Errorf("load: %w", test.err)
		got := postgres.Fault(wrapped)
		if fault.KindOf(got) != test.want || !errors.Is(got, test.err) {
			t.Errorf("%v: got %v, want it wrapped in kind %d", test.err, got, test.want)
		}
	}
	if err := postgres.Fault(nil); err != nil {
		t.Errorf("nil became %v", err)
	}
}

// A refused connection may have any error code: a pooler that does not know the
// tenant, or a server with a changed password.
func TestFaultCountsEveryFailedConnectionAsAway(t *testing.T) {
	t.Parallel()
	config := config(t)
	absent, err := url.Parse(config.URL)
	if err != nil {
		t.Fatal(err)
	}
	absent.Path += "_not_there"
	for _, address := range []string{absent.String(), "postgres://127.0.0.1:1/nowhere"} {
		config.URL = address
		_, err := open(t, config).Exec(t.Context(), "SELECT 1")
		if got := fault.KindOf(postgres.Fault(err)); got != fault.Unavailable {
			t.Errorf("%v: kind %d, want Unavailable", err, got)
		}
	}
}

func TestRetryableIsAConflictWithAnotherTransaction(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{"40001": true, "40P01": true, "57P01": false, "08006": false, "23505": false} {
		if got := postgres.Retryable(fmt.Errorf("save: %w", &pgconn.PgError{Code: code})); got != want {
			t.Errorf("%s: Retryable is %t, want %t", code, got, want)
		}
	}
}

func TestViolatesNamesTheConstraint(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("save: %w", &pgconn.PgError{Code: "23505", ConstraintName: "users_email_key"})
	if !postgres.Violates(err, "users_email_key") || postgres.Violates(err, "users_username_key") || postgres.Violates(nil, "") {
		t.Errorf("Violates is wrong for %v", err)
	}
}

func TestIsStatementErrorTellsAStatementFromItsServer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want bool
	}{
		{&pgconn.PgError{Code: "57014"}, true},
		{&pgconn.PgError{Code: "40001"}, true},
		{&pgconn.PgError{Code: "25006"}, true},
		{context.DeadlineExceeded, true},
		{&pgconn.PgError{Code: "57P01"}, false},
		{&pgconn.PgError{Code: "57P03"}, false},
		{io.ErrUnexpectedEOF, false},
		{&net.OpError{Op: "read", Err: errors.New("reset")}, false},
	} {
		if got := postgres.IsStatementError(fmt.Errorf("load: %w", test.err)); got != test.want {
			t.Errorf("%v: IsStatementError is %t, want %t", test.err, got, test.want)
		}
	}
	c := config(t)
	c.URL = "postgres://127.0.0.1:1/nowhere"
	if _, err := open(t, c).Exec(t.Context(), "SELECT 1"); postgres.IsStatementError(err) {
		t.Errorf("a failed connection counts as a failed statement: %v", err)
	}
}
