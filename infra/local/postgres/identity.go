package postgres

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	account "os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// nobody is the unprivileged user on every system.
const nobody = 65534

// identity is the user that the server runs as. PostgreSQL refuses to run as root.
type identity struct {
	uid, gid int
	attr     *syscall.SysProcAttr // nil: our own user
}

// identify returns a user that can run the programs on a data folder in parent.
// Root becomes an ordinary user if that user can enter both folders. Otherwise root
// runs in a user namespace, where it has another id but keeps its file access.
func identify(parent, bin string) (identity, error) {
	if os.Geteuid() != 0 {
		return identity{uid: os.Getuid(), gid: os.Getgid()}, nil
	}
	uid, gid, err := ordinary(parent)
	if err != nil {
		return identity{}, err
	}
	if reachable(parent, uid) && reachable(bin, uid) {
		credential := &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		return identity{uid, gid, &syscall.SysProcAttr{Credential: credential}}, nil
	}
	cmd := exec.Command("true")
	cmd.SysProcAttr = namespace()
	if cmd.SysProcAttr == nil || cmd.Run() != nil {
		return identity{}, errors.New("PostgreSQL refuses to run as root, and another user cannot enter " + parent +
			": run this as an ordinary user, or set DATABASE_URL")
	}
	return identity{attr: namespace()}, nil
}

// ordinary returns the user that called sudo, else the owner of the folder, else
// nobody. PostgreSQL requires a user that the system knows.
func ordinary(folder string) (uid, gid int, err error) {
	if uid, err := strconv.Atoi(os.Getenv("SUDO_UID")); err == nil && uid > 0 {
		if gid, err := strconv.Atoi(os.Getenv("SUDO_GID")); err == nil {
			return uid, gid, nil
		}
	}
	info, err := os.Stat(folder)
	if err != nil {
		return 0, 0, fmt.Errorf("look at the folder for data: %w", err)
	}
	owner := info.Sys().(*syscall.Stat_t)
	if _, err := account.LookupId(strconv.Itoa(int(owner.Uid))); err != nil || owner.Uid == 0 {
		return nobody, nobody, nil
	}
	return int(owner.Uid), int(owner.Gid), nil
}

// reachable reports whether a user may enter the folder and all of its parents.
func reachable(folder string, uid int) bool {
	for {
		info, err := os.Stat(folder)
		if err != nil {
			return false
		}
		enter := os.FileMode(0o001)
		if int(info.Sys().(*syscall.Stat_t).Uid) == uid {
			enter = 0o100
		}
		if info.Mode()&enter == 0 {
			return false
		}
		if folder == filepath.Dir(folder) {
			return true
		}
		folder = filepath.Dir(folder)
	}
}

// command returns a command that runs as that identity. It runs in the root folder,
// because the identity may not be able to enter ours.
func (id identity) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir = "/"
	if id.attr != nil {
		attr := *id.attr
		cmd.SysProcAttr = &attr
	}
	return cmd
}
