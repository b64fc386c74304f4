// Package trust says which authorities a TLS client trusts.
package trust

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
)

// Only makes a TLS client accept only certificates signed by one of the authorities,
// in PEM form, whatever host name they have. Memorystore and Cloud SQL sign each
// instance's certificate with an authority of its own, and put no usable host name in
// it.
func Only(config *tls.Config, authorities string) error {
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM([]byte(authorities)) {
		return errors.New("no certificate in PEM form")
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
