package redis

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
)

// trustOnly makes a TLS client accept only certificates signed by one of the
// authorities, whatever host name they have. Memorystore signs each instance's
// certificate with its own authority and puts no host name in it.
func trustOnly(config *tls.Config, authorities string) error {
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM([]byte(authorities)) {
		return errors.New("REDIS_CA has no certificate in PEM form")
	}
	config.InsecureSkipVerify = true // VerifyConnection verifies all except the host name
	config.VerifyConnection = func(state tls.ConnectionState) error {
		between := x509.NewCertPool()
		for _, certificate := range state.PeerCertificates[1:] {
			between.AddCert(certificate)
		}
		_, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: between})
		return err
	}
	return nil
}
