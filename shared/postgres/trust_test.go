package postgres_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"social.example/shared/postgres"
	"social.example/shared/test/testdb"
)

// authority returns a new certificate authority in PEM form, and a certificate that it
// signed and that names no host, like Cloud SQL's.
func authority(t *testing.T) (pemForm string, server tls.Certificate) {
	t.Helper()
	sign := func(template, parent *x509.Certificate, key *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
		own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if key == nil {
			key = own
		}
		der, err := x509.CreateCertificate(rand.Reader, template, parent, &own.PublicKey, key)
		if err != nil {
			t.Fatal(err)
		}
		made, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return made, own
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	root, key := sign(root, root, nil)
	leaf, leafKey := sign(&x509.Certificate{SerialNumber: big.NewInt(2), NotAfter: time.Now().Add(time.Hour)}, root, key)
	pemForm = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Raw}))
	return pemForm, tls.Certificate{Certificate: [][]byte{leaf.Raw}, PrivateKey: leafKey}
}

// overTLS returns the address by which the test's PostgreSQL is reached over TLS, with
// this certificate.
func overTLS(t *testing.T, address string, certificate tls.Certificate) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	server := u.Host
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go encrypt(client, server, certificate)
		}
	}()
	u.Host = listener.Addr().String()
	query := u.Query()
	query.Set("sslmode", "require")
	u.RawQuery = query.Encode()
	return u.String()
}

// encrypt agrees to the client's SSLRequest and forwards what it sends by TLS.
func encrypt(client net.Conn, server string, certificate tls.Certificate) {
	defer client.Close()
	if _, err := io.ReadFull(client, make([]byte, 8)); err != nil {
		return
	}
	if _, err := client.Write([]byte("S")); err != nil {
		return
	}
	secure := tls.Server(client, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12})
	if secure.Handshake() != nil {
		return
	}
	database, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	go func() {
		_, _ = io.Copy(database, secure)
		_ = database.Close()
	}()
	_, _ = io.Copy(secure, database)
}

func TestOnlyAServerOfTheAuthorityIsTrusted(t *testing.T) {
	t.Parallel()
	trusted, certificate := authority(t)
	other, _ := authority(t)
	config := testdb.Config(t)
	plain := config.URL
	config.URL = overTLS(t, plain, certificate)
	for ca, want := range map[string]bool{trusted: true, other + trusted: true, other: false, "": true} {
		config.CA = ca
		if err := config.Validate(); err != nil {
			t.Fatal(err)
		}
		var one int
		err := open(t, config).QueryRow(t.Context(), `SELECT 1`).Scan(&one)
		if (err == nil) != want || err != nil && !strings.Contains(err.Error(), "unknown authority") {
			t.Errorf("with the authorities %q: %v, want trust: %t", ca, err, want)
		}
	}
}

func TestAnAuthorityNeedsTLS(t *testing.T) {
	t.Parallel()
	trusted, _ := authority(t)
	config := postgres.Config{MaxConns: 1, MaxConnIdleTime: time.Minute, QueryTimeout: time.Second, CA: trusted}
	for mode, want := range map[string]bool{"disable": false, "allow": false, "prefer": false, "require": true, "verify-full": true} {
		config.URL = "postgres://social:s3cret@db:5432/social?sslmode=" + mode
		err := config.Validate()
		if (err == nil) != want || err != nil && !strings.Contains(err.Error(), "DATABASE_CA") {
			t.Errorf("sslmode=%s: got %v, want valid %t", mode, err, want)
		}
		replica, err := postgres.OpenReplica(postgres.ReplicaConfig{URL: config.URL}, config)
		if (err == nil) != want {
			t.Errorf("a replica with sslmode=%s: got %v, want valid %t", mode, err, want)
		}
		if replica != nil {
			replica.Close()
		}
	}
	config.CA = "no certificate"
	if err := config.Validate(); err == nil || !strings.Contains(err.Error(), "DATABASE_CA") {
		t.Errorf("without a certificate: got %v, want an error about DATABASE_CA", err)
	}
}
