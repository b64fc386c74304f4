// Package usage reports the resources that processes use, from Linux's /proc. On
// other systems it reports zero.
package usage

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of times in /proc on every Linux.
const tick = 10 * time.Millisecond

// CPU returns the processor time that a process has used.
func CPU(pid int) time.Duration {
	s, _ := read(pid)
	return s.own
}

// CPUWithChildren returns the processor time that a process and its children have
// used, including children that have ended. It leaves out the children of children that
// still run.
func CPUWithChildren(pid int) time.Duration {
	s, _ := read(pid)
	total := s.own + s.ended
	for _, child := range Children(pid) {
		total += CPU(child)
	}
	return total
}

// Children returns the ids of a process's children.
func Children(pid int) []int {
	paths, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return nil
	}
	var children []int
	for _, path := range paths {
		id, err := strconv.Atoi(filepath.Base(path))
		if err != nil {
			continue
		}
		if s, ok := read(id); ok && s.parent == pid {
			children = append(children, id)
		}
	}
	return children
}

// Machine returns the processor time that the machine's processes and its kernel have used.
func Machine() time.Duration {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return busy(line)
}

// busy returns the busy time in the first line of /proc/stat: cpu, user, nice, system,
// idle, iowait, irq, softirq, steal, guest, guest_nice. The kernel counts what guests use
// in user and nice too, and what other machines use in steal.
func busy(line string) (used time.Duration) {
	const user, nice, system, irq, softirq = 1, 2, 3, 6, 7
	fields := strings.Fields(line)
	for _, i := range []int{user, nice, system, irq, softirq} {
		if i < len(fields) {
			n, _ := strconv.Atoi(fields[i]) // the kernel writes numbers
			used += time.Duration(n) * tick
		}
	}
	return used
}

type stat struct {
	parent     int
	own, ended time.Duration
}

// read reads /proc/<pid>/stat. The name, in parentheses, may contain any character.
func read(pid int) (stat, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return stat{}, false
	}
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	const parent, user, system, endedUser, endedSystem = 1, 11, 12, 13, 14
	number := func(i int) int {
		n, _ := strconv.Atoi(string(fields[i])) // the kernel writes numbers
		return n
	}
	return stat{
		parent: number(parent),
		own:    time.Duration(number(user)+number(system)) * tick,
		ended:  time.Duration(number(endedUser)+number(endedSystem)) * tick,
	}, true
}

// Resident returns the resident memory of a process in bytes.
func Resident(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64) // the kernel writes a number
			return kilobytes << 10
		}
	}
	return 0
}
