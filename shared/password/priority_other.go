//go:build !linux

package password

// lowerPriority does nothing: elsewhere it would lower the whole process.
func lowerPriority() {}
