package password

import "syscall"

// niceness is how far hashes stand back: at 10 a busy thread of normal priority
// gets some nine tenths of the processor,
// https://man7.org/linux/man-pages/man7/sched.7.html.
const niceness = 10

// lowerPriority makes the calling thread stand back. Linux keeps a priority for
// each thread. Where a sandbox refuses, all stay equal.
func lowerPriority() { _ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, niceness) }
