package postgres

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// orphan starts a program with this name that runs on the data folder, as a server does.
func orphan(t *testing.T, name, data string) *exec.Cmd {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), name)
	if err := os.Symlink(shell, program); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-c", "while :; do sleep 0.05; done", "-D", data)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	pidFile := filepath.Join(data, "postmaster.pid")
	if err := os.WriteFile(pidFile, []byte(strconv.Itoa(cmd.Process.Pid)+"\n"+data+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return cmd
}

func TestLeftoverServerIsEnded(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cmd := orphan(t, "postgres", data)
	go func() { _ = cmd.Wait() }()
	if err := endOrphan(t.Context(), data); err != nil {
		t.Fatal(err)
	}
	if pid, err := postmaster(data); pid != 0 || err != nil {
		t.Errorf("process %d, %v still serves the folder", pid, err)
	}
}

func TestStrangersAreLeftAlone(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cmd := orphan(t, "innocent", t.TempDir())
	for _, text := range []string{"", "no number", strconv.Itoa(cmd.Process.Pid) + "\n"} {
		if err := os.WriteFile(filepath.Join(data, "postmaster.pid"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if pid, err := postmaster(data); pid != 0 || err != nil {
			t.Errorf("%q: got %d, %v, want no process", text, pid, err)
		}
	}
}
