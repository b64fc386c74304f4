package observe

import "net/http"

// recorder records the status and the size of a response. Unwrap lets
// http.ResponseController reach the connection, for flushing and deadlines.
type recorder struct {
	http.ResponseWriter
	status int
	size   int64
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.size += int64(n)
	return n, err
}
