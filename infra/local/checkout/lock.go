package checkout

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Lock is held while the system runs. The kernel releases it when its process ends
// for any reason, so a held lock proves that the process id in it is ours and
// alive.
type Lock struct{ file *os.File }

// A HeldError reports that a process already runs in this checkout.
type HeldError struct{ PID int }

func (e *HeldError) Error() string {
	return fmt.Sprintf("it runs in this checkout already (process %d): stop it with `make down`", e.PID)
}

// Lock takes the lock and writes our process id into it. It returns a HeldError if
// another process holds the lock.
func (c Checkout) Lock() (*Lock, error) {
	file, err := os.OpenFile(c.Path("lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open the lock: %w", err)
	}
	if err := take(file); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &Lock{file}, nil
}

func take(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return held(file)
	}
	if err != nil {
		return fmt.Errorf("take the lock: %w", err)
	}
	if err := file.Truncate(0); err != nil {
		return fmt.Errorf("empty the lock: %w", err)
	}
	if _, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0); err != nil {
		return fmt.Errorf("write our process id: %w", err)
	}
	return nil
}

func held(file *os.File) error {
	text, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("read the lock: %w", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return errors.New("it starts in this checkout at this moment")
	}
	return &HeldError{pid}
}

// Release lets another process take the lock.
func (l *Lock) Release() error { return l.file.Close() }
