package edge

import (
	"crypto/rand"
	"errors"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/web"
)

// refuse writes the error response when the client's body cannot be read or the
// function cannot be reached, in the function's format and with its headers. It writes
// nothing if the client has gone.
func (e *edge) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return
	}
	failure := error(fault.UnavailableBy(err))
	if b, ok := errors.AsType[bodyError](err); ok {
		failure = web.BodyFault(b)
	}
	id := rand.Text()
	web.SetHeaders(w.Header(), id)
	ctx := web.WithRequestInfo(r.Context(), &web.RequestInfo{RequestID: id})
	problem := web.Handler(func(http.ResponseWriter, *http.Request) error { return failure })
	e.origins().CORS(problem).ServeHTTP(w, r.WithContext(ctx))
}
