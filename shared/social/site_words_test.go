package social

import "testing"

func TestNoPasswordConsistsOfWordsOfTheSite(t *testing.T) {
	t.Parallel()
	for password, refused := range map[string]bool{
		"socialsocial": true, "Social Network": true, "s o c i a l media": true, "ＳＯＣＩＡＬＭＥＤＩＡ": true, "moderator network": true,
		"moderator-1": false, "Social-2026!": false, "administrator of social": false, "antisocial 2026": false,
		"socialism": false, "correct horse battery": false, "8352947160234": false, "        ": false,
	} {
		fields := PasswordChange{CurrentPassword: "old", Password: password}.Validate()
		if got := fields["password"] == "consists of words of this site: choose another"; got != refused {
			t.Errorf("%q: %v, want it refused: %t", password, fields, refused)
		}
	}
}
