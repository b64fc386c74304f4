package postgres

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"

	"social.example/shared/fault"
)

// SQLSTATE codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
const (
	readOnlyTransaction  = "25006" // on a standby
	idleTransaction      = "25P03" // the server ended a transaction that idled, because this process stalled
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	lockNotAvailable     = "55P03"
	queryCanceled        = "57014"
)

// The classes and codes of a server that can't serve now.
var (
	awayClasses = []string{
		"08", // connection exception
		"53", // insufficient resources, too many connections among them
		"57", // operator intervention: shutdown, crash, canceled statement
		"58", // system error
	}
	awayCodes = []string{readOnlyTransaction, idleTransaction, serializationFailure, deadlockDetected, lockNotAvailable}
)

// Fault converts the errors of a database that is down, overloaded or too slow to an
// Unavailable fault. It returns all other errors unchanged.
func Fault(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal || !isAway(err) {
		return err
	}
	return fault.UnavailableBy(err)
}

func isAway(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true // whatever its code, no request can be served
	}
	if answer, ok := errors.AsType[*pgconn.PgError](err); ok {
		return len(answer.Code) == 5 && slices.Contains(awayClasses, answer.Code[:2]) || slices.Contains(awayCodes, answer.Code)
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, puddle.ErrClosedPool) || pgconn.SafeToRetry(err)
}

// Retryable reports whether the same transaction may succeed if it is retried at
// once: it conflicted with another one and was rolled back.
func Retryable(err error) bool {
	answer, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (answer.Code == serializationFailure || answer.Code == deadlockDetected)
}

// Violates reports whether err is a violation of the named constraint.
func Violates(err error, constraint string) bool {
	answer, ok := errors.AsType[*pgconn.PgError](err)
	return ok && answer.ConstraintName == constraint
}

// IsStatementError reports whether an error of an unavailable database concerns one
// statement, and others may succeed: it took too long, a replica's replay canceled it,
// or it tried to write to a replica.
func IsStatementError(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return false
	}
	if answer, ok := errors.AsType[*pgconn.PgError](err); ok {
		return slices.Contains([]string{queryCanceled, serializationFailure, readOnlyTransaction}, answer.Code)
	}
	return errors.Is(err, context.DeadlineExceeded)
}
