package web

import "context"

// RequestInfo collects facts about a request while it is handled. They go into the
// log line that is written at the end.
type RequestInfo struct {
	RequestID string
	Route     string // the route's path pattern; empty if no route matches
	ActorID   int64  // the user of the token; 0 without a valid token

	served *Route // the route whose handler is called
}

type requestInfoKey struct{}

// WithRequestInfo returns a context that carries info.
func WithRequestInfo(ctx context.Context, v *RequestInfo) context.Context {
	return context.WithValue(ctx, requestInfoKey{}, v)
}

// RequestInfoOf returns the RequestInfo of the context, or an empty one if it has
// none.
func RequestInfoOf(ctx context.Context) *RequestInfo {
	if v, ok := ctx.Value(requestInfoKey{}).(*RequestInfo); ok {
		return v
	}
	return &RequestInfo{}
}
