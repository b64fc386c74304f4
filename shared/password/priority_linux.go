package password

import "syscall"

// niceness is the nice value of hashing threads. At 10, a busy thread of normal
// priority gets about nine tenths of the processor,
// https://man7.org/linux/man-pages/man7/sched.7.html.
const niceness = 10

// lowerPriority lowers the priority of the calling thread to niceness, unless it is
// that low already. Linux has a priority per thread. If a sandbox refuses the calls,
// all threads keep the same priority.
func lowerPriority() {
	priority, err := syscall.Getpriority(syscall.PRIO_PROCESS, 0) // 20 minus the nice value
	if err == nil && 20-priority < niceness {
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, niceness)
	}
}
