package process

import (
	"runtime"
	"sync"
)

// starter starts every program from one operating system thread that never ends. On
// Linux, the parent-death signal is sent when the thread that started the program
// ends, even if the parent process continues.
var starter = sync.OnceValue(func() chan<- func() {
	work := make(chan func())
	go func() {
		runtime.LockOSThread()
		for f := range work {
			f()
		}
	}()
	return work
})

func onStarter(start func() error) error {
	result := make(chan error)
	starter() <- func() { result <- start() }
	return <-result
}
