//go:build !linux

package main

import "errors"

// bind fails. The flag is refused before.
func bind(int, []int) error { return errors.ErrUnsupported }
