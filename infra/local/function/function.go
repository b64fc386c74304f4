// Package function builds the deployable functions and runs each as its own process
// under the functions framework, as the cloud does.
package function

import (
	"context"
	"fmt"
	"io"
	"net"
	"os/exec"
	"strconv"
	"syscall"

	"social.example/infra/local/process"
)

// Function is a function that is kept running.
type Function struct {
	name    string
	program string
	env     []string
	output  io.Writer
	address address
	service *process.Service
}

// Start runs the function's program with only env as its environment. The program's
// output goes to output; its failures are passed to problem.
func Start(ctx context.Context, name, program string, env []string, output io.Writer, problem func(error)) (*Function, error) {
	f := &Function{name: name, program: program, env: env, output: output}
	service, err := process.Keep(ctx, process.Spec{
		Start:   f.run,
		Exited:  func() { f.address.set("") },
		Problem: problem,
	})
	if err != nil {
		return nil, fmt.Errorf("start the function %s: %w", name, err)
	}
	f.service = service
	return f, nil
}

// Address returns the address that the function listens on. It waits while the
// function is not listening.
func (f *Function) Address(ctx context.Context) (string, error) { return f.address.get(ctx) }

// Restart starts a new process of the program. The old process serves until the new
// one does, and keeps running if the new one does not start.
func (f *Function) Restart() error {
	if err := f.service.Replace(); err != nil {
		return fmt.Errorf("restart the function %s: %w", f.name, err)
	}
	return nil
}

// Close stops the function and waits until it has ended.
func (f *Function) Close() { f.service.Close() }

func (f *Function) run(ctx context.Context) (*process.Process, error) {
	p, address, err := Serve(ctx, f.name, f.program, f.env, f.output)
	if err != nil {
		return nil, err
	}
	f.address.set(address)
	return p, nil
}

// Serve runs the program once, as Start does, and returns its process and address.
func Serve(ctx context.Context, name, program string, env []string, output io.Writer) (*process.Process, string, error) {
	port, err := process.FreePort()
	if err != nil {
		return nil, "", err
	}
	cmd, address := Command(name, program, port, env, output)
	p, err := process.Serve(ctx, cmd, syscall.SIGTERM, process.Listening(address))
	return p, address, err
}

// Command returns the command that runs the program on a port, and its address.
func Command(name, program string, port int, env []string, output io.Writer) (cmd *exec.Cmd, address string) {
	cmd = exec.Command(program)
	cmd.Env = append([]string{"FUNCTION_TARGET=" + name, "PORT=" + strconv.Itoa(port), "LOCAL_ONLY=true"}, env...)
	cmd.Stdout, cmd.Stderr = output, output
	return cmd, net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
}
