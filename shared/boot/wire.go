package boot

import (
	"context"
	"net"
	"strconv"

	"social.example/shared/envconf"
)

// place is where the platform has a function listen: the container contract of
// Cloud Run, https://cloud.google.com/run/docs/container-contract#port. On a
// developer's machine nobody else shall reach it.
type place struct {
	Port  int  `envconfig:"PORT" default:"8080"`
	Local bool `envconfig:"LOCAL_ONLY"`
}

// listen opens the port that the platform sends the requests to.
func listen() (net.Listener, error) {
	var c struct{ Place place }
	if err := envconf.Read(&c); err != nil {
		return nil, err
	}
	host := ""
	if c.Place.Local {
		host = "127.0.0.1"
	}
	return new(net.ListenConfig).Listen(context.Background(), "tcp", net.JoinHostPort(host, strconv.Itoa(c.Place.Port)))
}
