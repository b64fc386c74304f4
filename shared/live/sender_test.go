package live

import (
	"slices"
	"testing"
	"time"

	"social.example/shared/cursor"
	"social.example/shared/test/apitest"
)

// The client was connected to an instance that was ahead of this one.
func TestGatherSkipsEventsThatTheClientHas(t *testing.T) {
	t.Parallel()
	keys, err := apitest.Tokens(t).Keys.Derive("cursor")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().UTC().Truncate(time.Microsecond)
	at := func(n int64) cursor.Position {
		return cursor.Position{At: now.Add(time.Duration(n/2) * time.Second), ID: n}
	}
	sender := Sender{Cursors: cursor.Sealer{Keys: keys}, List: "list", Reached: at(2)}
	waiting := make(chan *event, 2*burst)
	for n := range int64(2 * burst) {
		waiting <- &event{at: at(n + 1)}
	}
	var got []int64
	for len(waiting) > 0 {
		events := sender.gather(<-waiting, waiting)
		if len(events) > burst {
			t.Errorf("gathered %d events, want at most %d", len(events), burst)
		}
		for _, e := range events {
			position, err := sender.Cursors.Open("list", e.ID)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, position.ID)
		}
	}
	var want []int64
	for n := int64(3); n <= 2*burst; n++ {
		want = append(want, n)
	}
	if !slices.Equal(got, want) || sender.Reached != at(2*burst) {
		t.Errorf("sent %v up to %v, want %v up to %v", got, sender.Reached, want, at(2*burst))
	}
}
