//go:build !linux

package main

// memoryFolder returns "": only Linux has a folder in memory everywhere.
func memoryFolder() string { return "" }
