package process

import (
	"runtime"
	"sync"
)

// starter starts every program from one operating system thread that never
// ends: on Linux a program is told of its parent's death when the thread that
// started it ends, even if the parent goes on.
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
