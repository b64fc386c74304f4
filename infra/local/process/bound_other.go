//go:build !linux

package process

import "syscall"

// bound makes a program lead its own group. Only Linux can tell it when we are
// killed.
func bound(attr *syscall.SysProcAttr, _ syscall.Signal) *syscall.SysProcAttr {
	if attr == nil {
		attr = &syscall.SysProcAttr{}
	}
	attr.Setpgid = true
	return attr
}
