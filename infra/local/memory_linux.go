package main

import "syscall"

// memory is where Linux keeps files in memory.
const memory = "/dev/shm"

// minMemory is what must be free there for the data of a whole run of tests, in
// bytes. Half of it is never used; a container often has only 64 MB.
const minMemory = 4 << 30

// memoryFolder returns a folder whose files are in memory, or "" if there is none
// with enough room. A test's database is made there in a fifth of the time.
func memoryFolder() string {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(memory, &stat); err != nil || stat.Bavail*uint64(stat.Bsize) < minMemory {
		return ""
	}
	return memory
}
