//go:build !linux

package postgres

import "syscall"

// namespace returns nil: only Linux has user namespaces.
func namespace() *syscall.SysProcAttr { return nil }
