package process

import "syscall"

// bound makes the program the leader of its own process group and has the kernel
// send it the signal end when we die.
func bound(attr *syscall.SysProcAttr, end syscall.Signal) *syscall.SysProcAttr {
	if attr == nil {
		attr = &syscall.SysProcAttr{}
	}
	attr.Setpgid = true
	attr.Pdeathsig = end
	return attr
}
