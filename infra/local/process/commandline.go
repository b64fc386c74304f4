package process

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
)

// CommandLine returns the program and arguments of any running process, separated
// by spaces. It returns an error if the process does not exist.
func CommandLine(pid int) (string, error) {
	if text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline"); err == nil { // Linux; minimal images have no ps
		return string(bytes.ReplaceAll(bytes.TrimRight(text, "\x00"), []byte{0}, []byte{' '})), nil
	}
	text, err := exec.Command("ps", "-o", "args=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return "", fmt.Errorf("look at process %d: %w", pid, err)
	}
	return string(bytes.TrimSpace(text)), nil
}
