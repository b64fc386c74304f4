package web

import "context"

// RequestInfo is what is found out about a request on its way in, for the log line
// that is written when it is over.
type RequestInfo struct {
	RequestID string
	Route     string // the pattern of its route; empty: no route has its path
	ActorID   int64  // whose token came with it; 0: none, or not a valid one
}

type requestInfoKey struct{}

// WithRequestInfo returns a context that carries info.
func WithRequestInfo(ctx context.Context, v *RequestInfo) context.Context {
	return context.WithValue(ctx, requestInfoKey{}, v)
}

// RequestInfoOf returns what is known of the request, an empty RequestInfo outside of a request.
func RequestInfoOf(ctx context.Context) *RequestInfo {
	if v, ok := ctx.Value(requestInfoKey{}).(*RequestInfo); ok {
		return v
	}
	return &RequestInfo{}
}
