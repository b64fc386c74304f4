package main

import (
	"fmt"

	"golang.org/x/sys/unix"

	"social.example/infra/bench/usage"
)

// bind restricts a process, its children and its future children to these
// processors.
func bind(pid int, processors []int) error {
	var set unix.CPUSet
	for _, n := range processors {
		set.Set(n)
		if !set.IsSet(n) {
			return fmt.Errorf("there is no processor %d", n)
		}
	}
	for _, id := range append([]int{pid}, usage.Children(pid)...) { // the parent first: its later children are bound, too
		if err := unix.SchedSetaffinity(id, &set); err != nil {
			return fmt.Errorf("bind process %d to processors %v: %w", id, processors, err)
		}
	}
	return nil
}
