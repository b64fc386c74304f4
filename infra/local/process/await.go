package process

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"syscall"
	"time"
)

// startLimit is the time a program may take to start serving.
const startLimit = 30 * time.Second

// Serve starts a server and returns when probe succeeds. It returns an error if the
// program ends first or takes longer than startLimit.
func Serve(ctx context.Context, cmd *exec.Cmd, end syscall.Signal, probe func(context.Context) error) (*Process, error) {
	p, err := Start(cmd, end)
	if err != nil {
		return nil, err
	}
	if err := p.await(ctx, probe); err != nil {
		p.Stop()
		return nil, err
	}
	return p, nil
}

func (p *Process) await(ctx context.Context, probe func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for {
		err := probe(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-p.done:
			return fmt.Errorf("%s ended before it served: %w", p.name, p.ending())
		case <-ctx.Done():
			return fmt.Errorf("%s does not serve: %w", p.name, err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// ending returns Err, or an error for a successful exit.
func (p *Process) ending() error {
	if p.err == nil {
		return errors.New("exit status 0")
	}
	return p.err
}

// Listening returns a probe that succeeds when the address accepts connections.
func Listening(address string) func(context.Context) error {
	return func(ctx context.Context) error {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
		if err != nil {
			return err
		}
		return conn.Close()
	}
}
