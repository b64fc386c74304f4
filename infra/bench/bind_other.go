//go:build !linux

package main

import "errors"

// bind is never called: parse refuses -database-cpus on other systems.
func bind(int, []int) error { return errors.ErrUnsupported }
