package edge

import (
	"crypto/rand"
	"errors"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/web"
)

// refuse writes the error response when the client's body cannot be read or the
// function cannot be reached, in the function's format. It writes nothing if the
// client has gone.
func refuse(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return
	}
	failure := error(fault.UnavailableBy(err))
	if b, ok := errors.AsType[bodyError](err); ok {
		failure = web.BodyFault(b)
	}
	id := rand.Text()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Request-Id", id)
	ctx := web.WithRequestInfo(r.Context(), &web.RequestInfo{RequestID: id})
	web.WriteProblem(w, r.WithContext(ctx), failure)
}
