package token_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"social.example/shared/token"
)

// forgery is a valid token, except for what a test changes.
type forgery struct {
	header map[string]any
	claims jwt.MapClaims
	method jwt.SigningMethod
	key    any
}

func newForgery() forgery {
	return forgery{
		header: map[string]any{"alg": "HS256", "typ": "JWT", "kid": "k1"},
		claims: jwt.MapClaims{
			"iss": "issuer", "aud": []string{"audience"}, "sub": "42", "jti": "1",
			"iat": noon.Unix(), "nbf": noon.Unix(), "exp": noon.Add(time.Hour).Unix(),
		},
		method: jwt.SigningMethodHS256,
		key:    []byte(strings.Repeat("a", 32)),
	}
}

func (f forgery) sign(t testing.TB) string {
	t.Helper()
	text, err := (&jwt.Token{Header: f.header, Claims: f.claims, Method: f.method}).SignedString(f.key)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func in(d time.Duration) int64 { return noon.Add(d).Unix() }

func TestVerifyAcceptsWhatIsWithinTheRules(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*forgery){
		"as it is":           func(*forgery) {},
		"no type":            func(f *forgery) { delete(f.header, "typ") },
		"type of RFC 9068":   func(f *forgery) { f.header["typ"] = "at+jwt" },
		"one audience":       func(f *forgery) { f.claims["aud"] = "audience" },
		"several audiences":  func(f *forgery) { f.claims["aud"] = []string{"other", "audience"} },
		"just expired":       func(f *forgery) { f.claims["exp"] = in(-29 * time.Second) },
		"almost valid":       func(f *forgery) { f.claims["nbf"] = in(29 * time.Second) },
		"issued just ahead":  func(f *forgery) { f.claims["iat"] = in(29 * time.Second) },
		"greatest id":        func(f *forgery) { f.claims["sub"] = "9223372036854775807" },
		"keys of its own":    func(f *forgery) { f.header["jwk"] = map[string]string{"k": "eA"} },
		"a chain of its own": func(f *forgery) { f.header["x5c"] = []string{"eA"} },
	} {
		f := newForgery()
		change(&f)
		if _, err := authority(t).Verify(f.sign(t)); err != nil {
			t.Errorf("%s: got %v, want the token accepted", name, err)
		}
	}
}

func TestVerifyRefusesForgedHeaders(t *testing.T) {
	t.Parallel()
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(curve.Public())
	if err != nil {
		t.Fatal(err)
	}
	unsigned := func(alg string) func(*forgery) {
		return func(f *forgery) {
			f.header["alg"], f.method, f.key = alg, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType
		}
	}
	with := func(name string, value any) func(*forgery) {
		return func(f *forgery) { f.header[name] = value }
	}
	method := func(m jwt.SigningMethod) func(*forgery) {
		return func(f *forgery) { f.header["alg"], f.method = m.Alg(), m }
	}
	refuseAll(t, map[string]func(*forgery){
		"alg none":       unsigned("none"),
		"alg NoNe":       unsigned("NoNe"),
		"alg NONE":       unsigned("NONE"),
		"no alg":         unsigned(""),
		"unsigned HS256": unsigned("HS256"),
		"HS384":          method(jwt.SigningMethodHS384),
		"HS512":          method(jwt.SigningMethodHS512),
		"hs256":          with("alg", "hs256"),
		"RS256 by HMAC":  with("alg", "RS256"),
		"RS256 by HMAC with a public key": func(f *forgery) {
			f.header["alg"], f.key = "RS256", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
		},
		"ES256":           func(f *forgery) { f.header["alg"], f.method, f.key = "ES256", jwt.SigningMethodES256, curve },
		"another key":     func(f *forgery) { f.key = []byte(strings.Repeat("b", 32)) },
		"empty key":       func(f *forgery) { f.key = []byte{} },
		"critical":        with("crit", []string{"x"}),
		"critical, empty": with("crit", []string{}),
		"activation type": with("typ", "activation+jwt"),
		"type jwt":        with("typ", "jwt"),
		"type null":       with("typ", nil),
		"type number":     with("typ", 1),
		"no kid":          func(f *forgery) { delete(f.header, "kid") },
		"empty kid":       with("kid", ""),
		"unknown kid":     with("kid", "k2"),
		"kid of a file":   with("kid", "../../dev/null"),
		"kid of SQL":      with("kid", "' OR 1=1 --"),
		"kid number":      with("kid", 1),
		"kid of 10 kB":    with("kid", strings.Repeat("k", 10_000)),
	})
}

func TestVerifyRefusesForgedClaims(t *testing.T) {
	t.Parallel()
	without := func(name string) func(*forgery) { return func(f *forgery) { delete(f.claims, name) } }
	with := func(name string, value any) func(*forgery) {
		return func(f *forgery) { f.claims[name] = value }
	}
	cases := map[string]func(*forgery){
		"another issuer":    with("iss", "else"),
		"another audience":  with("aud", "else"),
		"audiences without": with("aud", []string{"else", "Audience"}),
		"empty audience":    with("aud", []string{}),
		"expired":           with("exp", in(-31*time.Second)),
		"exp text":          with("exp", "tomorrow"),
		"exp never":         with("exp", 9e18),
		"exp beyond time":   with("exp", 1e300),
		"exp negative":      with("exp", -1),
		"exp null":          with("exp", nil),
		"lives too long":    with("exp", in(time.Hour+time.Second)),
		"not yet":           with("nbf", in(31*time.Second)),
		"issued ahead":      with("iat", in(time.Hour)),
		"issued long ago":   with("iat", 0),
		"empty id":          with("jti", ""),
	}
	for _, name := range []string{"iss", "aud", "sub", "iat", "nbf", "exp", "jti"} {
		cases["no "+name] = without(name)
	}
	for _, sub := range []any{
		"", 42, nil, "abc", "-1", "0", "01", "+1", "1.5", "1e3", "0x1", "1_000",
		"9223372036854775808", " 1", "1 ", "1\n", "４２", "٤٢", "42 OR 1=1",
	} {
		cases["sub "+strings.TrimSpace(jsonOf(t, sub))] = with("sub", sub)
	}
	refuseAll(t, cases)
}

func refuseAll(t *testing.T, cases map[string]func(*forgery)) {
	t.Helper()
	a := authority(t)
	for name, change := range cases {
		f := newForgery()
		change(&f)
		if claim, err := a.Verify(f.sign(t)); err != token.ErrInvalid || claim != (token.Claim{}) { //nolint:errorlint // exactly this error, not one that wraps it
			t.Errorf("%s: got %+v, %v, want no claim and ErrInvalid", name, claim, err)
		}
	}
}
