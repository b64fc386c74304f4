package boot

import (
	"context"
	"net"
	"strconv"

	"social.example/shared/settings"
)

// address is the address that a function listens on. The platform sets PORT: see the
// container contract of Cloud Run,
// https://cloud.google.com/run/docs/container-contract#port. LOCAL_ONLY restricts it
// to localhost, so that a developer's function is not reachable from the network.
type address struct {
	Port  int  `envconfig:"PORT" default:"8080"`
	Local bool `envconfig:"LOCAL_ONLY"`
}

// configure builds the service from the settings in the environment.
func configure[C any](build func(C) (Service, error)) (Service, error) {
	var c C
	if err := settings.Read(&c); err != nil {
		return Service{}, err
	}
	return build(c)
}

// listen opens the port that the platform sends requests to.
func listen() (net.Listener, error) {
	var c struct{ Address address }
	if err := settings.Read(&c); err != nil {
		return nil, err
	}
	host := ""
	if c.Address.Local {
		host = "127.0.0.1"
	}
	return new(net.ListenConfig).Listen(context.Background(), "tcp", net.JoinHostPort(host, strconv.Itoa(c.Address.Port)))
}
