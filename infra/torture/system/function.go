package system

import (
	"bytes"
	"context"
	"os/exec"
	"sync"
	"syscall"
	"testing"

	"social.example/infra/local/function"
	"social.example/infra/local/process"
)

// Function is a function that runs as a process. It is restarted as soon as it
// exits.
type Function struct {
	Address string // host and port, the same after each restart

	name    string
	command func() (cmd *exec.Cmd, address string)
	closing context.Context
	output  output
	running sync.WaitGroup

	mutex   sync.Mutex
	current *process.Process
	starts  int
}

// output collects the output of a function.
type output struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (o *output) Write(text []byte) (int, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.text.Write(text)
}

// start runs the function until the test ends.
func start(t testing.TB, root, name string, env []string) *Function {
	t.Helper()
	port, err := process.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	closing, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	f := &Function{name: name, closing: closing}
	program := program(t, root, name)
	f.command = func() (*exec.Cmd, string) { return function.Command(name, program, port, env, &f.output) }
	_, f.Address = f.command()
	first, err := f.run()
	if err != nil {
		t.Fatalf("%v\n%s", err, f.Log())
	}
	f.running.Go(func() { f.keep(t, first) })
	t.Cleanup(func() {
		stop()
		f.running.Wait()
	})
	return f
}

func (f *Function) run() (*process.Process, error) {
	cmd, address := f.command()
	p, err := process.Serve(f.closing, cmd, syscall.SIGTERM, process.Listening(address))
	if err == nil {
		f.mutex.Lock()
		f.current = p
		f.starts++
		f.mutex.Unlock()
	}
	return p, err
}

// keep restarts the function each time it exits.
func (f *Function) keep(t testing.TB, p *process.Process) {
	for {
		select {
		case <-p.Done():
		case <-f.closing.Done():
			p.Stop()
			return
		}
		next, err := f.run()
		if f.closing.Err() != nil {
			if next != nil {
				next.Stop()
			}
			return
		}
		if err != nil {
			t.Errorf("restart %s: %v", f.name, err)
			return
		}
		p = next
	}
}

// Kill sends SIGKILL to the process and its children and waits for it to exit.
func (f *Function) Kill() {
	f.mutex.Lock()
	p := f.current
	f.mutex.Unlock()
	_ = syscall.Kill(-p.PID(), syscall.SIGKILL) // it may have exited
	<-p.Done()
}

// PID returns the id of the current process.
func (f *Function) PID() int {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.current.PID()
}

// Starts returns how many times the function was started.
func (f *Function) Starts() int {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.starts
}

// Log returns all output of the function so far.
func (f *Function) Log() string {
	f.output.mutex.Lock()
	defer f.output.mutex.Unlock()
	return f.output.text.String()
}
