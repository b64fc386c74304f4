package fault_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"social.example/shared/fault"
)

func TestKindOfLooksThroughWrapping(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("load the post: %w", fault.New(fault.NotFound, "no post %d", 7))
	if got := fault.KindOf(err); got != fault.NotFound {
		t.Errorf("kind of %v: %d, want NotFound", err, got)
	}
	if got := fault.KindOf(errors.New("disk on fire")); got != fault.Internal {
		t.Errorf("kind of a plain error: %d, want Internal", got)
	}
}

func TestUnavailableByKeepsTheCauseOutOfTheDetail(t *testing.T) {
	t.Parallel()
	cause := errors.New("dial tcp 10.0.0.3:5432: connection refused")
	f := fault.UnavailableBy(cause)
	if !errors.Is(f, cause) {
		t.Error("the fault does not wrap the cause")
	}
	if strings.Contains(f.Detail, cause.Error()) {
		t.Errorf("Detail contains the cause: %q", f.Detail)
	}
}

func TestInvalidFieldsIsNilWithoutFields(t *testing.T) {
	t.Parallel()
	if err := fault.InvalidFields(nil); err != nil {
		t.Errorf("without bad fields: got %v, want nil", err)
	}
}
