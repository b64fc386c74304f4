package account_test

import (
	"net/http"
	"testing"
	"time"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

var confirmation = social.Confirmation{Password: factory.Password}

func TestDeletionHidesTheAccountAtOnceAndMailsItsOwner(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.member(t)
	answer := client.Do(t, "POST", path+"/deletion", confirmation).Want(t, http.StatusAccepted)
	in := time.Until(apitest.Data[social.Deletion](t, answer).EraseAt)
	if in < social.ErasurePeriod-time.Hour || in > social.ErasurePeriod {
		t.Errorf("erased in %v, want %v", in, social.ErasurePeriod)
	}
	client.Do(t, "PATCH", path, `{"bio": "still here"}`).WantProblem(t, http.StatusUnauthorized)
	if _, err := (store.Users{DB: f.db}).Get(t.Context(), user.ID, user.ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a read of a deleted user returns %v, want NotFound", err)
	}
	var mails int
	err := f.db.QueryRow(t.Context(), `SELECT count(*) FROM emails WHERE user_id = $1 AND kind = 'account_deleted'`, user.ID).Scan(&mails)
	if err != nil || mails != 1 {
		t.Errorf("%d mails to the owner, %v; want 1", mails, err)
	}
}

func TestDeletionAndExportNeedThePassword(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	for _, operation := range []string{"/deletion", "/export"} {
		for _, body := range []string{`{"password": "wrong password"}`, `{"password": ""}`, `{}`, `{"password": null}`} {
			client.Do(t, "POST", path+operation, body).WantProblem(t, http.StatusBadRequest, "password")
		}
	}
	client.Do(t, "PATCH", path, `{"bio": "still here"}`).Want(t, http.StatusOK)
}

func TestLastAdminCannotBeDeleted(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	admin := factory.User(t, f.db, social.Admin)
	client := apitest.Client{Handler: f.Handler, Token: apitest.Token(t, admin.ID)}
	client.Do(t, "POST", path+"/deletion", confirmation).WantProblem(t, http.StatusConflict)
}
