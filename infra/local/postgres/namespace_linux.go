package postgres

import "syscall"

// namespace runs a process as an ordinary user within a user namespace; for file
// access it remains root.
func namespace() *syscall.SysProcAttr {
	const inside = 1000
	same := []syscall.SysProcIDMap{{ContainerID: inside, HostID: 0, Size: 1}}
	return &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER,
		UidMappings: same,
		GidMappings: same,
		Credential:  &syscall.Credential{Uid: inside, Gid: inside, NoSetGroups: true},
	}
}
