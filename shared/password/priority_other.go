//go:build !linux

package password

// lowerPriority does nothing: on other systems it would lower the whole process.
func lowerPriority() {}
