//go:build !linux

package main

// memoryFolder returns "": only Linux always has an in-memory folder.
func memoryFolder() string { return "" }
