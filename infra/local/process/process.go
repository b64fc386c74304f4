// Package process runs other programs in such a way that none of them outlives
// this one.
package process

import (
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// Grace is how long a program may take to end once it is told to: as long as
// Cloud Run gives an instance.
const Grace = 10 * time.Second

// Process is a running program, or one that has ended.
type Process struct {
	name string
	end  syscall.Signal
	pid  int
	done chan struct{}
	err  error // how it ended; readable once done is closed
}

// Start starts cmd, which ends when it gets the signal end. It runs in a process
// group of its own, so that a Ctrl-C in the terminal reaches only us, and we end
// the others in the right order.
func Start(cmd *exec.Cmd, end syscall.Signal) (*Process, error) {
	cmd.SysProcAttr = bound(cmd.SysProcAttr, end)
	cmd.WaitDelay = time.Second // a grandchild that keeps the output open must not hold us up
	if err := onStarter(cmd.Start); err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	p := &Process{name: cmd.Path, end: end, pid: cmd.Process.Pid, done: make(chan struct{})}
	go func() {
		defer close(p.done)
		p.err = cmd.Wait()
		_ = p.signal(syscall.SIGKILL) // what is left of its group
	}()
	return p, nil
}

// PID is the id of the process and of its group.
func (p *Process) PID() int { return p.pid }

// Done is closed when the program has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Err returns, once Done is closed, how the program ended: nil for success.
func (p *Process) Err() error { return p.err }

// Stop asks the program's group to end, waits until the program has ended, and
// kills the group if that takes longer than Grace.
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

// signal's error says that nobody is left to hear it.
func (p *Process) signal(signal syscall.Signal) error { return syscall.Kill(-p.pid, signal) }
