package process

import "syscall"

// bound makes a program lead its own group, and get the signal end when we are
// killed.
func bound(attr *syscall.SysProcAttr, end syscall.Signal) *syscall.SysProcAttr {
	if attr == nil {
		attr = &syscall.SysProcAttr{}
	}
	attr.Setpgid = true
	attr.Pdeathsig = end
	return attr
}
