package token_test

import (
	"errors"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"social.example/shared/token"
)

// noon is the time of the fixed clock in every test.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func at(moment time.Time) func() time.Time { return func() time.Time { return moment } }

func config(t testing.TB, keys string) token.Config {
	t.Helper()
	c := token.Config{Issuer: "issuer", Audience: "audience", TTL: time.Hour}
	if err := c.Keys.Decode(keys); err != nil {
		t.Fatal(err)
	}
	return c
}

// authority has one key, k1, of 32 letters a.
func authority(t testing.TB) *token.Authority {
	t.Helper()
	return token.New(config(t, "k1:"+encoded("a", 32)), at(noon))
}

func issue(t testing.TB, a *token.Authority, userID int64) string {
	t.Helper()
	text, err := a.Issue(token.Claim{UserID: userID, Issued: noon})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestIssuedTokenIsVerified(t *testing.T) {
	t.Parallel()
	a := authority(t)
	claim, err := a.Verify(issue(t, a, 42))
	if err != nil || claim.UserID != 42 || !claim.Issued.Equal(noon) {
		t.Errorf("got %+v, %v, want the user 42 and the time of issue", claim, err)
	}
}

func TestIssuedTokenHasEveryClaimOfTheContract(t *testing.T) {
	t.Parallel()
	claims := jwt.MapClaims{}
	parsed, _, err := jwt.NewParser().ParseUnverified(issue(t, authority(t), 42), claims)
	if err != nil {
		t.Fatal(err)
	}
	if parsed.Header["alg"] != "HS256" || parsed.Header["kid"] != "k1" {
		t.Errorf("the header is %v, want alg HS256 and kid k1", parsed.Header)
	}
	if claims["sub"] != "42" || claims["iss"] != "issuer" {
		t.Errorf("the claims are %v, want sub 42 and iss issuer", claims)
	}
	for _, name := range []string{"aud", "iat", "nbf", "exp", "jti"} {
		if claims[name] == nil {
			t.Errorf("no %s in %v", name, claims)
		}
	}
}

func TestTwoTokensOfOneMomentDiffer(t *testing.T) {
	t.Parallel()
	a := authority(t)
	first, second := issue(t, a, 1), issue(t, a, 1)
	if first == second {
		t.Error("the same token was issued twice")
	}
}

func TestTokenEndsAfterItsLifetimeAndTheLeeway(t *testing.T) {
	t.Parallel()
	c := config(t, "k1:"+encoded("a", 32))
	text := issue(t, token.New(c, at(noon)), 1)
	for _, test := range []struct {
		clock    time.Duration // since it was issued
		accepted bool
	}{
		{-31 * time.Second, false},
		{-30 * time.Second, true},
		{time.Hour + 29*time.Second, true},
		{time.Hour + 31*time.Second, false},
	} {
		_, err := token.New(c, at(noon.Add(test.clock))).Verify(text)
		if accepted := err == nil; accepted != test.accepted {
			t.Errorf("after %v: accepted %t, want %t", test.clock, accepted, test.accepted)
		}
		if err != nil && !errors.Is(err, token.ErrInvalid) {
			t.Errorf("after %v: got %v, want ErrInvalid", test.clock, err)
		}
	}
}

// During a deployment, old and new instances run side by side. Each must accept
// the other's tokens.
func TestRotationRefusesNoTokenUntilItsKeyIsRemoved(t *testing.T) {
	t.Parallel()
	k1, k2 := "k1:"+encoded("a", 32), "k2:"+encoded("b", 32)
	var deployments []*token.Authority
	for _, keys := range []string{k1, k1 + "," + k2, k2 + "," + k1, k2} {
		deployments = append(deployments, token.New(config(t, keys), at(noon)))
	}
	for i, from := range deployments {
		text := issue(t, from, 1)
		for j, to := range deployments {
			_, err := to.Verify(text)
			neighbours := i-j >= -1 && i-j <= 1
			if neighbours && err != nil {
				t.Errorf("deployment %d refuses a token of deployment %d", j, i)
			}
		}
	}
	if _, err := deployments[3].Verify(issue(t, deployments[1], 1)); err == nil {
		t.Error("a token of a removed key is accepted")
	}
}

func TestConfigWantsALifetimeOfAtLeastAMinute(t *testing.T) {
	t.Parallel()
	for ttl, valid := range map[time.Duration]bool{0: false, time.Second: false, time.Minute: true} {
		c := token.Config{TTL: ttl}
		if (c.Validate() == nil) != valid {
			t.Errorf("%v: got %v, want valid %t", ttl, c.Validate(), valid)
		}
	}
}
