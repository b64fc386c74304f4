package web

import "context"

// Visit is what is found out about a request on its way in, for the log line
// that is written when it is over.
type Visit struct {
	RequestID string
	Route     string // the pattern of its route; empty: no route has its path
	ActorID   int64  // whose token came with it; 0: none, or not a valid one
}

type visitKey struct{}

// WithVisit returns a context that carries the visit.
func WithVisit(ctx context.Context, v *Visit) context.Context {
	return context.WithValue(ctx, visitKey{}, v)
}

// VisitOf returns the visit of the request, an empty one outside of a request.
func VisitOf(ctx context.Context) *Visit {
	if v, ok := ctx.Value(visitKey{}).(*Visit); ok {
		return v
	}
	return &Visit{}
}
