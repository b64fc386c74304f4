// Package web runs the web app from source, with hot reload.
package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"

	"social.example/infra/local/process"
)

// Install installs the npm packages of the app in the folder, unless the installed
// ones are as new as package-lock.json.
func Install(ctx context.Context, folder string) error {
	list, err := os.Stat(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return fmt.Errorf("find the web app: %w", err)
	}
	installed, err := os.Stat(filepath.Join(folder, "node_modules", ".package-lock.json"))
	if err == nil && !installed.ModTime().Before(list.ModTime()) {
		return nil
	}
	cmd := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund")
	cmd.Dir = folder
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("fetch the web app's packages with npm: %w\n%s", err, bytes.TrimSpace(said))
	}
	return nil
}

// App describes where the app runs and the API that it calls.
type App struct {
	Folder string
	Port   int
	API    string
}

// Start runs the app and returns when it accepts connections.
func (a App) Start(ctx context.Context, output io.Writer, problem func(error)) (*process.Service, error) {
	return process.Keep(ctx, process.Spec{
		Start: func(ctx context.Context) (*process.Process, error) {
			cmd := exec.Command(filepath.Join(a.Folder, "node_modules", ".bin", "vite"))
			cmd.Dir = a.Folder
			cmd.Env = append(os.Environ(), "API_URL="+a.API, "WEB_PORT="+strconv.Itoa(a.Port))
			cmd.Stdout, cmd.Stderr = output, output
			return process.Serve(ctx, cmd, syscall.SIGTERM, process.Listening(net.JoinHostPort("localhost", strconv.Itoa(a.Port))))
		},
		Problem: problem,
	})
}
