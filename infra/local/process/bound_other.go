//go:build !linux

package process

import "syscall"

// bound makes the program the leader of its own process group. Only Linux can
// signal it when we die.
func bound(attr *syscall.SysProcAttr, _ syscall.Signal) *syscall.SysProcAttr {
	if attr == nil {
		attr = &syscall.SysProcAttr{}
	}
	attr.Setpgid = true
	return attr
}
