package postgres

import (
	"crypto/tls"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"social.example/shared/trust"
)

// Trust makes a connection accept only servers of the authorities, in PEM form. Without
// authorities it does nothing. It refuses an address that allows a connection without
// TLS.
func Trust(config *pgx.ConnConfig, authorities string) error {
	if authorities == "" {
		return nil
	}
	clients := []*tls.Config{config.TLSConfig}
	for _, other := range config.Fallbacks { // of an address with several hosts
		clients = append(clients, other.TLSConfig)
	}
	for _, client := range clients {
		if client == nil {
			return errors.New("DATABASE_CA needs an address with sslmode=require")
		}
		if err := trust.Only(client, authorities); err != nil {
			return fmt.Errorf("DATABASE_CA: %w", err)
		}
	}
	return nil
}
