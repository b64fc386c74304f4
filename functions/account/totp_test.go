package account_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"social.example/functions/account"
	"social.example/shared/password"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/totp"
)

const totpPath = path + "/totp"

// begin begins two-step sign-in and returns the secret.
func begin(t testing.TB, client apitest.Client) (totp.Secret, social.TOTPSecret) {
	t.Helper()
	begun := apitest.Data[social.TOTPSecret](t, client.Do(t, "POST", totpPath, confirmation).Want(t, http.StatusCreated))
	secret, err := totp.ParseSecret(begun.Secret)
	if err != nil {
		t.Fatal(err)
	}
	return secret, begun
}

// code returns the code of the current step. It is valid for at least 30 more seconds.
func code(secret totp.Secret) social.TOTPCode {
	return social.TOTPCode{Code: secret.Code(totp.Step(time.Now()))}
}

// next returns the code of the next step, which is already valid.
func next(secret totp.Secret) string { return secret.Code(totp.Step(time.Now()) + 1) }

// turnOn turns two-step sign-in on and returns the secret and the recovery codes.
func turnOn(t testing.TB, client apitest.Client) (totp.Secret, []string) {
	t.Helper()
	secret, _ := begin(t, client)
	answer := client.Do(t, "PUT", totpPath, code(secret)).Want(t, http.StatusOK)
	return secret, apitest.Data[social.RecoveryCodes](t, answer).RecoveryCodes
}

func hasTOTP(t testing.TB, client apitest.Client) bool {
	t.Helper()
	return apitest.Data[social.Me](t, client.Do(t, "PATCH", path, `{"bio": "Bakes"}`).Want(t, http.StatusOK)).HasTOTP
}

func removal(password, code string) social.TOTPRemoval {
	return social.TOTPRemoval{Password: password, Code: code}
}

func TestTwoStepSignInIsTurnedOnAndOff(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	replaced, _ := begin(t, client)
	secret, begun := begin(t, client)
	if hasTOTP(t, client) {
		t.Error("two-step sign-in is on before it is confirmed")
	}
	if !strings.HasPrefix(begun.URI, "otpauth://totp/Social:"+factory.Email(user.Username)+"?secret="+begun.Secret+"&issuer=Social") {
		t.Errorf("the URI is %s, want the address, the secret and the issuer", begun.URI)
	}
	client.Do(t, "PUT", totpPath, code(replaced)).WantProblem(t, invalid, "code")
	codes := apitest.Data[social.RecoveryCodes](t, client.Do(t, "PUT", totpPath, code(secret)).Want(t, http.StatusOK)).RecoveryCodes
	if len(codes) != 10 || !hasTOTP(t, client) {
		t.Errorf("%d recovery codes, want 10; on: %t", len(codes), hasTOTP(t, client))
	}
	client.Do(t, "POST", totpPath, confirmation).WantProblem(t, http.StatusConflict)
	client.Do(t, "PUT", totpPath, code(secret)).WantProblem(t, http.StatusConflict)

	client.Do(t, "POST", totpPath+"/removal", removal("wrong", next(secret))).WantProblem(t, invalid, "password")
	client.Do(t, "POST", totpPath+"/removal", removal(factory.Password, "12345")).WantProblem(t, invalid, "code")
	client.Do(t, "POST", totpPath+"/removal", removal(factory.Password, code(secret).Code)).WantProblem(t, invalid, "code") // it was used to turn it on
	client.Do(t, "POST", totpPath+"/removal", `{}`).WantProblem(t, invalid, "password", "code")
	client.Do(t, "POST", totpPath+"/removal", removal(factory.Password, next(secret))).Want(t, http.StatusNoContent)
	client.Do(t, "POST", totpPath+"/removal", removal(factory.Password, codes[0])).WantProblem(t, http.StatusConflict)
	if hasTOTP(t, client) {
		t.Error("two-step sign-in is on after it was turned off")
	}

	_, codes = turnOn(t, client)
	client.Do(t, "POST", totpPath+"/removal", removal(factory.Password, strings.ToLower(codes[9]))).Want(t, http.StatusNoContent)
	if n := scan[int](t, f.db, `SELECT (SELECT count(*) FROM totp_secrets) + (SELECT count(*) FROM recovery_codes)`); n != 0 {
		t.Errorf("%d rows are left, want none", n)
	}
	if got := f.mails(t, factory.Email(user.Username)); got != "totp_on totp_off totp_on totp_off" {
		t.Errorf("mails %q, want totp_on and totp_off, twice", got)
	}
	log.WantNone(t, begun.Secret, codes[9], strings.ReplaceAll(codes[9], "-", ""))
}

func TestTwoStepSignInIsRefusedUntilItIsBegun(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	client.Do(t, "PUT", totpPath, `{"code": "123456"}`).WantProblem(t, http.StatusConflict)
	client.Do(t, "POST", totpPath+"/removal", removal(factory.Password, "123456")).WantProblem(t, http.StatusConflict)
	for _, body := range []string{`{}`, `{"password": ""}`, `{"password": null}`, `{"password": "wrong"}`} {
		client.Do(t, "POST", totpPath, body).WantProblem(t, invalid, "password")
	}
	begin(t, client)
	for _, body := range []string{`{}`, `{"code": ""}`, `{"code": null}`, `{"code": "12345"}`, `{"code": "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"}`} {
		client.Do(t, "PUT", totpPath, body).WantProblem(t, invalid, "code")
	}
	client.Do(t, "POST", totpPath+"/removal", removal(factory.Password, "123456")).WantProblem(t, http.StatusConflict)
}

func TestOneOfManySimultaneousRequestsTurnsOnTwoStepSignIn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	secret, _ := begin(t, client)
	first := code(secret)
	counts, lock := map[int]int{}, sync.Mutex{}
	var run sync.WaitGroup
	for range 10 {
		run.Go(func() {
			status := client.Do(t, "PUT", totpPath, first).Status
			lock.Lock()
			defer lock.Unlock()
			counts[status]++
		})
	}
	run.Wait()
	if counts[http.StatusOK] != 1 || counts[http.StatusConflict] != 9 {
		t.Errorf("statuses %v, want one 200 and nine 409", counts)
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM recovery_codes`); n != 10 {
		t.Errorf("%d recovery codes, want 10", n)
	}
}

func TestTheDatabaseAloneGivesNoSecondFactor(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	secret, codes := turnOn(t, client)
	stored := scan[string](t, f.db, `
		SELECT (SELECT string_agg(encode(secret, 'escape') || encode(secret, 'hex') || t::text, '') FROM totp_secrets t)
			|| (SELECT string_agg(encode(hash, 'escape') || r::text, '') FROM recovery_codes r)`)
	for _, revealed := range []string{secret.Text(), string(secret), codes[0], strings.ReplaceAll(codes[0], "-", "")} {
		if strings.Contains(stored, revealed) {
			t.Errorf("the database has %q", revealed)
		}
	}
}

func TestWrongCodesAreLimited(t *testing.T) {
	t.Parallel()
	f := newFunction(t, func(c *account.Config) {
		c.Passwords = password.Config{Cost: bcrypt.MinCost}
		c.Redis = redis.Config{} // no Redis: on a busy machine it may time out
		c.Limits = ratelimit.Config{
			Enabled: true, Requests: 1000, Window: time.Hour, AuthRequests: 3, AuthWindow: 100 * 365 * 24 * time.Hour, ClientIPPosition: 1,
		}
	})
	confirming, removing := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	secret, _ := factory.TwoStep(t, f.db, apitest.Tokens(t).Keys, removing)
	for i, address := range []string{"192.0.2.1", "198.51.100.1", "203.0.113.1", "192.0.2.200"} {
		confirm := f.as(apitest.Token(t, confirming.ID)).Do(t, "PUT", totpPath, `{"code": "000000"}`, "X-Forwarded-For", address)
		remove := f.as(apitest.Token(t, removing.ID)).Do(t, "POST", totpPath+"/removal", removal(factory.Password, "12345"), "X-Forwarded-For", "1"+address)
		if i < 3 {
			confirm.WantProblem(t, http.StatusConflict)
			remove.WantProblem(t, invalid, "code")
		} else {
			confirm.WantProblem(t, http.StatusTooManyRequests)
			remove.WantProblem(t, http.StatusTooManyRequests)
		}
	}
	f.as(apitest.Token(t, removing.ID)).Do(t, "POST", totpPath+"/removal", removal(factory.Password, code(secret).Code)).
		WantProblem(t, http.StatusTooManyRequests)
}

func TestExportHasTwoStepSignInWithoutItsSecret(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	secret, codes := turnOn(t, client)
	testdb.Exec(t, f.db, `INSERT INTO sign_in_places (user_id, device, place) VALUES ($1, 'Firefox on Windows', '203.0.113.0/24')`, user.ID)
	files := lines(t, client.Do(t, "POST", path+"/export", confirmation).Want(t, http.StatusOK).Body)
	var exported struct {
		HasTOTP bool `json:"has_totp"`
		TOTP    struct {
			ConfirmedAt       time.Time `json:"confirmed_at"`
			RecoveryCodesLeft int       `json:"recovery_codes_left"`
		} `json:"totp"`
		SignInPlaces []struct {
			Device, Address string
		} `json:"sign_in_places"`
	}
	text := files["account.json"][0]
	if err := json.Unmarshal([]byte(text), &exported); err != nil {
		t.Fatal(err)
	}
	if !exported.HasTOTP || exported.TOTP.RecoveryCodesLeft != 10 || time.Since(exported.TOTP.ConfirmedAt) > time.Hour ||
		len(exported.SignInPlaces) != 1 || exported.SignInPlaces[0].Address != "203.0.113.0/24" {
		t.Errorf("exported %s", text)
	}
	for _, revealed := range []string{secret.Text(), codes[0]} {
		if strings.Contains(text, revealed) {
			t.Errorf("the export has %q", revealed)
		}
	}
}
