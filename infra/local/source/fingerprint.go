package source

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
)

// Fingerprint is a hash of files. Equal names and contents have equal fingerprints.
type Fingerprint [sha256.Size]byte

// FingerprintOf returns the fingerprint of the files. A missing file is part of it.
func FingerprintOf(files []string) (Fingerprint, error) {
	sum := sha256.New()
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil && !os.IsNotExist(err) {
			return Fingerprint{}, fmt.Errorf("read the source: %w", err)
		}
		fmt.Fprintf(sum, "%q %v %d\n", name, err == nil, len(text))
		if _, err := sum.Write(text); err != nil {
			return Fingerprint{}, fmt.Errorf("hash the source: %w", err)
		}
	}
	return Fingerprint(sum.Sum(nil)), nil
}

// stamp is a cheap fingerprint. It changes when a file is written, and when a file
// is added, removed or renamed in one of the folders among the paths.
func stamp(paths []string) Fingerprint {
	sum := sha256.New()
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			_, _ = io.WriteString(sum, "absent\n")
			continue
		}
		fmt.Fprintf(sum, "%d %d\n", info.ModTime().UnixNano(), info.Size())
	}
	return Fingerprint(sum.Sum(nil))
}
