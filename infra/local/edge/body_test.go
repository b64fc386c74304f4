package edge_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"social.example/infra/local/edge"
	"social.example/shared/social"
	"social.example/shared/web"
)

// serve serves h until the test ends and returns its address.
func serve(t *testing.T, h http.Handler) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := web.NewServer(h)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { server.Close() })
	return listener.Addr().String()
}

// both returns the addresses of a function that accepts comments and of an edge in
// front of it.
func both(t *testing.T) map[string]string {
	t.Helper()
	behind := serve(t, web.Timeouts(web.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.Method != http.MethodPost {
			return web.NoContent(w)
		}
		draft, err := web.Decode[social.CommentDraft](w, r)
		if err != nil {
			return err
		}
		return web.JSON(w, http.StatusCreated, draft.Content)
	})))
	front := serve(t, edge.New(routes, origins, func(context.Context, string) (string, error) { return behind, nil }))
	return map[string]string{"function": behind, "edge": front}
}

// say sends exactly the text, and then closes its side if hangUp is set. It returns the
// status of the response, or 0 without a response.
func say(t *testing.T, address, text string, hangUp bool) int {
	t.Helper()
	status, _ := sayAll(t, address, text, hangUp)
	return status
}

// sayAll is say but also returns the header of the response.
func sayAll(t *testing.T, address, text string, hangUp bool) (status int, header http.Header) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		_, _ = io.WriteString(conn, text) // the response may come before all is sent
		if hangUp {
			_ = conn.(*net.TCPConn).CloseWrite()
		}
	}()
	_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0, nil
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return 0, nil
	}
	<-sent
	return response.StatusCode, response.Header
}

func TestEdgeGivesTheResponseOfTheFunction(t *testing.T) {
	t.Parallel()
	const head = "POST /v1/users HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
	const chunked = head + "Transfer-Encoding: chunked\r\n\r\n"
	large := 3 << 20
	for name, address := range both(t) {
		for _, row := range []struct {
			text   string
			hangUp bool
			want   int
		}{
			{head + "Content-Length: 15\r\n\r\n" + `{"content":"c"}`, false, http.StatusCreated},
			{chunked + "f\r\n" + `{"content":"c"}` + "\r\n0\r\n\r\n", false, http.StatusCreated},
			{fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s", head, large, strings.Repeat(" ", large)), false, http.StatusRequestEntityTooLarge},
			{fmt.Sprintf("%s%x\r\n%s\r\n0\r\n\r\n", chunked, large, strings.Repeat(" ", large)), false, http.StatusRequestEntityTooLarge},
			{chunked + "zz\r\n", false, http.StatusBadRequest},
			{chunked + "f\r\n{", true, http.StatusBadRequest},
			{head + "Content-Length: 15\r\n\r\n{", true, http.StatusBadRequest},
			{head + "Content-Length: 15\r\n\r\n{", false, http.StatusRequestTimeout},
			{chunked + "f\r\n{", false, http.StatusRequestTimeout},
		} {
			t.Run(fmt.Sprintf("%s/%d", name, row.want), func(t *testing.T) {
				t.Parallel()
				for range 10 {
					if got := say(t, address, row.text, row.hangUp); got != row.want {
						t.Errorf("%.200q: status %d, want %d", row.text, got, row.want)
					}
					if row.want == http.StatusRequestTimeout {
						break
					}
				}
			})
		}
	}
}

func TestResponseThatNeedsNoBodyPassesAtOnce(t *testing.T) {
	t.Parallel()
	for name, address := range both(t) {
		for range 3 {
			if got := say(t, address, "GET /v1/users HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n", false); got != http.StatusNoContent {
				t.Errorf("%s: status %d, want 204", name, got)
			}
		}
	}
}

func TestBodyThatTheEdgeCannotReadGetsEveryHeader(t *testing.T) {
	t.Parallel()
	front := both(t)["edge"]
	const head = "POST /v1/users HTTP/1.1\r\nHost: h\r\nOrigin: " + app + "\r\nContent-Type: application/json\r\n"
	for text, want := range map[string]int{
		head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n": http.StatusBadRequest,
		head + "Content-Length: 15\r\n\r\n{":              http.StatusRequestTimeout,
	} {
		status, header := sayAll(t, front, text, false)
		if status != want {
			t.Errorf("%q: status %d, want %d", text, status, want)
		}
		wantHeaders(t, header)
	}
}

// The proxy takes neither header, so the edge must not pass them on.
func TestUpgradesAndTrailersAreDropped(t *testing.T) {
	t.Parallel()
	for name, address := range both(t) {
		for _, header := range []string{
			"Connection: Upgrade\r\nUpgrade: websocket", "Connection: keep-alive, upgrade\r\nUpgrade: é",
			"Transfer-Encoding: chunked\r\nTrailer: é",
		} {
			text := "GET /v1/users HTTP/1.1\r\nHost: h\r\n" + header + "\r\n\r\n0\r\n\r\n"
			if got := say(t, address, text, false); got != http.StatusNoContent {
				t.Errorf("%s: %s: status %d, want 204", name, header, got)
			}
		}
	}
}
