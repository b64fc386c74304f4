// Package process runs other programs and makes sure that they do not outlive this
// one.
package process

import (
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// Grace is the time a program may take to end after its end signal. Cloud Run gives
// instances the same time.
const Grace = 10 * time.Second

// Process is a program that is running or has ended.
type Process struct {
	name string
	end  syscall.Signal
	pid  int
	done chan struct{}
	err  error // exit error; readable once done is closed
}

// Start starts cmd; the signal end asks it to stop. It runs in its own process
// group, so that a Ctrl-C in the terminal reaches only us and we stop the programs
// in the right order.
func Start(cmd *exec.Cmd, end syscall.Signal) (*Process, error) {
	cmd.SysProcAttr = bound(cmd.SysProcAttr, end)
	cmd.WaitDelay = time.Second // do not wait for a grandchild that keeps the output open
	if err := onStarter(cmd.Start); err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	p := &Process{name: cmd.Path, end: end, pid: cmd.Process.Pid, done: make(chan struct{})}
	go func() {
		defer close(p.done)
		p.err = cmd.Wait()
		_ = p.signal(syscall.SIGKILL) // the rest of its group
	}()
	return p, nil
}

// PID returns the id of the process and of its group.
func (p *Process) PID() int { return p.pid }

// Done is closed when the program has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Err returns the program's exit error, nil for success. Call it only after Done is
// closed.
func (p *Process) Err() error { return p.err }

// Stop sends the end signal to the program's group and waits until the program has
// ended. After Grace it kills the group.
func (p *Process) Stop() {
	select {
	case <-p.done:
		return
	default:
	}
	_ = p.signal(p.end)
	select {
	case <-p.done:
	case <-time.After(Grace):
		_ = p.signal(syscall.SIGKILL)
		<-p.done
	}
}

// signal sends a signal to the process group. It returns an error if no process is
// left.
func (p *Process) signal(signal syscall.Signal) error { return syscall.Kill(-p.pid, signal) }
