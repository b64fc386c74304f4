package trust

import (
	"crypto/tls"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyWantsTheAuthorityAndNoName(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	authority := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))

	dial := func(authorities string) error {
		config := &tls.Config{ServerName: "not-in-the-certificate", MinVersion: tls.VersionTLS12}
		if err := Only(config, authorities); err != nil {
			return err
		}
		connection, err := tls.Dial("tcp", server.Listener.Addr().String(), config)
		if err == nil {
			_ = connection.Close()
		}
		return err
	}
	if err := dial(authority); err != nil {
		t.Errorf("the authority's own server: %v", err)
	}
	if err := dial(otherAuthority); err == nil {
		t.Error("a server of another authority was trusted")
	}
	if err := dial("no certificate"); err == nil {
		t.Error("a text without a certificate was accepted")
	}
}

const otherAuthority = `-----BEGIN CERTIFICATE-----
MIIBWzCCAQGgAwIBAgIBATAKBggqhkjOPQQDAjAcMRowGAYDVQQDExFhbm90aGVy
IGF1dGhvcml0eTAgFw0yNjExMjIyMzU5MzRaGA8yMDc2MTEyMjIzNTkzNFowHDEa
MBgGA1UEAxMRYW5vdGhlciBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMB
BwNCAAS/n8QYQ1QSGOyCB/C0VR6Uia7QPdZI3m3nBLsZ6cm58miL4tMBn/PgZtri
sjK/v6OOSUD40dfTXorIEzS6qUodozIwMDAPBgNVHRMBAf8EBTADAQH/MB0GA1Ud
DgQWBBT0RfmVBZbTckQLu7ZeGkYDExcUOzAKBggqhkjOPQQDAgNIADBFAiA+Kk9F
oebU+pAtggBXisyB+F5tThMc4VCMXYKclzFYGQIhANj2Hdj9FvYBFk5UFkZxFFsc
6oJneiOwY+zLqXW+NLeN
-----END CERTIFICATE-----
`
