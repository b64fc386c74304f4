package totp_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"social.example/shared/store"
	"social.example/shared/token"
	"social.example/shared/totp"
)

// rfcSecret is the secret of the RFCs' test vectors.
var rfcSecret = totp.Secret("12345678901234567890")

func TestCodesAreThoseOfTheRFCs(t *testing.T) {
	t.Parallel()
	// RFC 4226, appendix D.
	for step, want := range []string{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"} {
		if got := rfcSecret.Code(int64(step)); got != want {
			t.Errorf("step %d: %s, want %s", step, got, want)
		}
	}
	// RFC 6238, appendix B, has codes of 8 digits: a code of 6 digits is their end.
	for at, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130",
	} {
		if got := rfcSecret.Code(totp.Step(time.Unix(at, 0))); got != want[2:] {
			t.Errorf("at %d: %s, want %s", at, got, want[2:])
		}
	}
}

func keys(t testing.TB, text string) (k token.Keys) {
	t.Helper()
	if err := k.Decode(text); err != nil {
		t.Fatal(err)
	}
	return k
}

const (
	oldKey = "old:b2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2w="
	newKey = "new:bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU="
)

func vault(t testing.TB, text string) totp.Vault {
	t.Helper()
	v, err := totp.Open(totp.Config{}, keys(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestACodeIsGoodForItsStepAndTheNeighboursAndOnce(t *testing.T) {
	t.Parallel()
	v, now := vault(t, newKey), time.Unix(2_000_000_000, 0)
	stored := store.TOTP{IsOn: true, Secret: v.Seal(7, rfcSecret)}
	step := totp.Step(now)
	for offset, want := range map[int64]bool{-2: false, -1: true, 0: true, 1: true, 2: false} {
		factor, ok, err := v.Check(7, stored, rfcSecret.Code(step+offset), now)
		if err != nil || ok != want || ok && factor.Step != step+offset {
			t.Errorf("code of step %+d: got %+v, %t, %v, want %t", offset, factor, ok, err, want)
		}
	}
	stored.UsedStep = step
	for offset, want := range map[int64]bool{-1: false, 0: false, 1: true} {
		if _, ok, _ := v.Check(7, stored, rfcSecret.Code(step+offset), now); ok != want {
			t.Errorf("code of step %+d after one of step 0 was used: got %t, want %t", offset, ok, want)
		}
	}
}

func TestCodesMayBeTypedInGroups(t *testing.T) {
	t.Parallel()
	v, now := vault(t, newKey), time.Unix(2_000_000_000, 0)
	stored := store.TOTP{IsOn: true, Secret: v.Seal(7, rfcSecret)}
	code := rfcSecret.Code(totp.Step(now))
	for text, want := range map[string]bool{
		code: true, " " + code + " ": true, code[:3] + " " + code[3:]: true, code[:3] + "-" + code[3:]: true,
		code + "0": false, code[1:]: false, "": false, "١٢٣": false, "+" + code[1:]: false, strings.Repeat(code, 1000): false,
	} {
		if _, ok, err := v.Check(7, stored, text, now); ok != want || err != nil {
			t.Errorf("%.20q: got %t, %v, want %t", text, ok, err, want)
		}
	}
}

func TestRecoveryCodesAreRecognizedInAnyCase(t *testing.T) {
	t.Parallel()
	v := vault(t, newKey)
	codes, hashes := totp.NewRecoveryCodes()
	if len(codes) != totp.RecoveryCodes || len(hashes) != len(codes) {
		t.Fatalf("got %d codes and %d hashes, want %d of each", len(codes), len(hashes), totp.RecoveryCodes)
	}
	seen := map[string]bool{}
	for i, code := range codes {
		seen[code] = true
		for _, text := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", " "), strings.ReplaceAll(code, "-", "")} {
			factor, ok, err := v.Check(7, store.TOTP{}, text, time.Now())
			if !ok || err != nil || string(factor.RecoveryHash) != string(hashes[i]) {
				t.Errorf("%s: got %+v, %t, %v, want the factor of this code", text, factor, ok, err)
			}
		}
	}
	if len(seen) != totp.RecoveryCodes {
		t.Errorf("got %d different codes, want %d", len(seen), totp.RecoveryCodes)
	}
	if _, ok, _ := v.Check(7, store.TOTP{}, "ABCD-EFGH-IJKL-MNOP-QRST-UVW1", time.Now()); ok {
		t.Error("a text with a digit that no code has is accepted")
	}
}

func TestASecretIsReadableOnlyWithItsKeyAndForItsUser(t *testing.T) {
	t.Parallel()
	secret, now := totp.NewSecret(), time.Now()
	older := vault(t, oldKey)
	stored := store.TOTP{IsOn: true, Secret: older.Seal(7, secret)}
	if strings.Contains(string(stored.Secret.Text), string(secret)) {
		t.Error("the secret is stored as it is")
	}
	code := secret.Code(totp.Step(now))

	factor, ok, err := vault(t, newKey+","+oldKey).Check(7, stored, code, now)
	if err != nil || !ok || factor.Reseal.KeyID != "new" {
		t.Fatalf("with a new first key: got %+v, %t, %v, want the secret sealed with it", factor, ok, err)
	}
	if _, ok, err := vault(t, newKey).Check(7, store.TOTP{IsOn: true, Secret: factor.Reseal}, code, now); err != nil || !ok {
		t.Errorf("with the new key alone, after the secret was sealed with it: got %t, %v, want the code accepted", ok, err)
	}
	if _, _, err := vault(t, newKey).Check(7, stored, code, now); err == nil || !strings.Contains(err.Error(), `"old"`) {
		t.Errorf("without the key: got %v, want an error that names it", err)
	}
	if _, _, err := older.Check(8, stored, code, now); err == nil {
		t.Error("another user's row opens the secret")
	}
}

func TestAppsCanScanTheURI(t *testing.T) {
	t.Parallel()
	u, err := url.Parse(rfcSecret.URI("maya+a b@example.com"))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/Social:maya+a b@example.com" ||
		q.Get("secret") != "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" || q.Get("issuer") != "Social" || q.Get("period") != "30" || q.Get("digits") != "6" {
		t.Errorf("got %s, want a URI for authenticator apps with every parameter", u)
	}
}
