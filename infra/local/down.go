package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"

	"social.example/infra/local/checkout"
	"social.example/infra/local/process"
)

// down stops the system that runs in the checkout. The held lock proves that the
// process is ours. After three grace periods, down kills it.
func down(ctx context.Context, c checkout.Checkout) error {
	pid, err := holder(c)
	if err != nil || pid == 0 {
		return err
	}
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop process %d: %w", pid, err)
	}
	patience := time.After(3 * process.Grace)
	for {
		now, err := holder(c)
		if err != nil || now != pid {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-patience:
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
				return fmt.Errorf("kill process %d: %w", pid, err)
			}
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// holder returns the id of the process that holds the checkout's lock, or 0.
func holder(c checkout.Checkout) (int, error) {
	lock, err := c.Lock()
	if held, ok := errors.AsType[*checkout.HeldError](err); ok {
		return held.PID, nil
	}
	if err != nil {
		return 0, err
	}
	return 0, lock.Release()
}
