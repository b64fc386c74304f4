// Package largebodies sends the largest bodies, as many at once as an instance accepts,
// and measures the function's memory.
package largebodies_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"social.example/infra/torture/api"
	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

func TestMain(m *testing.M) { system.Main(m) }

// share is the percentage of the function's memory that its process may use.
const share = 60

func TestLargestBodiesAtOnceStayWithinTheMemory(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	admin, user := factory.User(t, db, social.Admin), factory.User(t, db, social.Member)
	post := factory.Post(t, db, admin)
	s := system.Start(t, db.Config().ConnString(), testredis.Config(t).URL, nil, "account", "authentication", "moderation", "notifications", "posts", "users")
	sent, failed, rounds, over := 0, 0, 0, 0
	peaks := map[string]int{}
	for _, call := range api.Calls(t, user.ID, post.ID) {
		if call.Body == "" {
			continue
		}
		f, size := s.Functions[call.Function], scaleOf(t, call.Function)
		at := crowd{address: f.Address, token: apitest.Token(t, admin.ID), call: call}
		for name, bodies := range shapes(call.Body) {
			if name != mixed && figure.Size(0, 1) == 0 {
				continue
			}
			f.ForgetPeak(t)
			n := size.concurrency
			sent += n
			failed += at.send(t, n, bodies)
			_, peak := f.Memory(t)
			if rounds++; peak > size.memory*share/100 {
				over++
				t.Errorf("%s with %d bodies of %s: %d kB, want at most %d %% of %d kB", call.Operation, n, name, peak, share, size.memory)
			}
			peaks[call.Function] = max(peaks[call.Function], peak)
		}
	}
	t.Logf("peak memory in kB: %v", peaks)
	figure.Report(t, "largest bodies at once to each operation that takes one: answered 5xx, or never", sent, failed)
	figure.Report(t, "rounds of the largest bodies at once: more than 60 % of the function's memory", rounds, over)
}

// scale is the size of an instance of a function.
type scale struct{ memory, concurrency int } // memory in kB

// scaleOf reads the function's scale from the Terraform configuration.
func scaleOf(t *testing.T, function string) scale {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(system.Source(t), "infra", "gcp", "scale.tf"))
	if err != nil {
		t.Fatal(err)
	}
	match := regexp.MustCompile(`(?m)^\s+` + function + `\s+= \{ memory = "(\d+)Mi", concurrency = (\d+),`).FindSubmatch(text)
	if match == nil {
		t.Fatalf("scale.tf has no scale for %s", function)
	}
	memory, _ := strconv.Atoi(string(match[1])) // the pattern matches digits only
	concurrency, _ := strconv.Atoi(string(match[2]))
	return scale{memory << 10, concurrency}
}
