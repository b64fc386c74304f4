package store_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/jackc/pgx/v5"
)

// plan is a node of the plan of a statement, and what PostgreSQL did for it.
type plan struct {
	Type  string  `json:"Node Type"`
	Hit   int     `json:"Shared Hit Blocks"`
	Read  int     `json:"Shared Read Blocks"`
	Rows  float64 `json:"Actual Rows"` // of each loop
	Loops float64 `json:"Actual Loops"`
	Plans []plan
}

// explain runs the statement and returns its plan.
func explain(t *testing.T, db interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}, statement string, args ...any,
) plan {
	t.Helper()
	var text []byte
	if err := db.QueryRow(t.Context(), "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "+statement, args...).Scan(&text); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	var plans []struct{ Plan plan }
	if err := json.Unmarshal(text, &plans); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return plans[0].Plan
}

// buffers returns how many pages the statement touched.
func (p plan) buffers() int { return p.Hit + p.Read }

// longest returns the rows of the scan that read the most.
func (p plan) longest() (rows int) {
	if len(p.Plans) == 0 {
		return int(p.Rows * p.Loops)
	}
	for _, part := range p.Plans {
		rows = max(rows, part.longest())
	}
	return rows
}

// numbered returns how many rows were numbered by window functions.
func (p plan) numbered() (rows int) {
	for _, part := range p.Plans {
		rows += part.numbered()
		if p.Type == "WindowAgg" {
			rows += int(part.Rows * part.Loops)
		}
	}
	return rows
}
