package hostile_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"social.example/infra/torture/api"
)

// shared returns an error if the response's CORS headers are wrong: it must be
// shared with the allowed origin only, and never with credentials. It also rejects
// headers that reveal the server.
func shared(request, answer http.Header) error {
	var broken []error
	origin, allowed := request.Get("Origin"), answer.Values("Access-Control-Allow-Origin")
	if wanted := origin == api.Origin; wanted != slices.Equal(allowed, []string{origin}) || !wanted && len(allowed) > 0 {
		broken = append(broken, fmt.Errorf("it is shared with %q", allowed))
	}
	if len(answer.Values("Access-Control-Allow-Credentials")) > 0 {
		broken = append(broken, errors.New("it allows credentials"))
	}
	exposed := answer.Get("Access-Control-Expose-Headers")
	if (exposed != "") != (len(allowed) > 0) || exposed != "" && !strings.Contains(exposed, "Retry-After") {
		broken = append(broken, fmt.Errorf("it exposes %q", exposed))
	}
	for _, revealing := range []string{"Server", "X-Powered-By", "Set-Cookie"} {
		if value := answer.Get(revealing); value != "" {
			broken = append(broken, fmt.Errorf("%s is %q", revealing, value))
		}
	}
	return errors.Join(broken...)
}
