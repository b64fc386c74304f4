package inbox

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
)

// maxMail is SendGrid's limit in bytes.
const maxMail = 30 << 20

// send handles POST /v3/mail/send.
func (i *Inbox) send(w http.ResponseWriter, r *http.Request) {
	if subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+i.key)) == 0 {
		refuse(w, http.StatusUnauthorized, []failure{{Message: "The provided authorization grant is invalid, expired, or revoked"}})
		return
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, []failure{{Message: "Content-Type should be application/json."}})
		return
	}
	var m mail
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxMail)).Decode(&m); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			refuse(w, http.StatusRequestEntityTooLarge, []failure{{Message: "The mail is too large."}})
			return
		}
		refuse(w, http.StatusBadRequest, []failure{{Message: "Bad Request"}})
		return
	}
	if failures := m.check(); failures != nil {
		refuse(w, http.StatusBadRequest, failures)
		return
	}
	if m.Settings.Sandbox.Enable {
		w.WriteHeader(http.StatusOK) // checked, but not delivered
		return
	}
	for _, message := range m.messages() {
		i.add(message)
	}
	w.Header().Set("X-Message-Id", rand.Text())
	w.WriteHeader(http.StatusAccepted)
}

func refuse(w http.ResponseWriter, status int, failures []failure) {
	answer(w, status, map[string]any{"errors": failures})
}
