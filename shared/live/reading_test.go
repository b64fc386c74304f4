package live

import (
	"errors"
	"slices"
	"testing"

	"social.example/shared/fault"
)

// Of a thousand viewers, some have a row that can't be read. reads is how many reads that
// may take.
func TestReadingFailsForTheBadViewersOnly(t *testing.T) {
	t.Parallel()
	var all []int64
	for id := range int64(1000) {
		all = append(all, id)
	}
	for name, row := range map[string]struct {
		bad   []int64
		reads int
	}{
		"nobody": {nil, 1},
		"one":    {[]int64{17}, 21},
		"three":  {[]int64{17, 500, 999}, maxReads},
		"all":    {all, 2*maxReads + 1},
	} {
		reads := 0
		var read []int64
		r := reading{read: func(viewers []int64) ([]dispatch, error) {
			reads++
			if slices.ContainsFunc(viewers, func(id int64) bool { return slices.Contains(row.bad, id) }) {
				return nil, errors.New("bad row")
			}
			read = append(read, viewers...)
			return []dispatch{{viewers: viewers}}, nil
		}}
		if err := r.run(t.Context(), all); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		slices.Sort(r.failed)
		if !slices.Equal(r.failed, row.bad) || len(read)+len(row.bad) != len(all) || reads > row.reads {
			t.Errorf("%s: %d reads failed for the viewers %v and succeeded for %d; want at most %d, for %v and for %d",
				name, reads, r.failed, len(read), row.reads, row.bad, len(all)-len(row.bad))
		}
	}
}

func TestReadingWaitsForTheDatabase(t *testing.T) {
	t.Parallel()
	away := fault.UnavailableBy(errors.New("away"))
	r := reading{read: func([]int64) ([]dispatch, error) { return nil, away }}
	if err := r.run(t.Context(), []int64{1, 2}); !errors.Is(err, away) || len(r.failed) > 0 {
		t.Errorf("got %v, failed for %v; want %v, failed for nobody", err, r.failed, away)
	}
}
