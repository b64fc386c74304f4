package checkout

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Addresses lists the addresses of the running system, for other programs.
type Addresses struct {
	API         string `json:"api"`
	Inbox       string `json:"inbox"`
	Web         string `json:"web,omitempty"`
	DatabaseURL string `json:"database_url"`
	RedisURL    string `json:"redis_url"`
	PID         int    `json:"pid"`
}

const addressesFile = "dev.json"

// Publish writes the addresses to .local/dev.json atomically.
func (c Checkout) Publish(a Addresses) error {
	text, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the addresses: %w", err)
	}
	return c.Write(addressesFile, append(text, '\n'))
}

// Unpublish removes what Publish wrote.
func (c Checkout) Unpublish() error {
	if err := os.Remove(c.Path(addressesFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the addresses: %w", err)
	}
	return nil
}

// Write writes a file in .local atomically, readable by its owner only.
func (c Checkout) Write(name string, text []byte) error {
	temporary := c.Path(name + ".new")
	if err := os.WriteFile(temporary, text, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.Rename(temporary, c.Path(name)); err != nil {
		return fmt.Errorf("put %s in place: %w", name, err)
	}
	return nil
}
