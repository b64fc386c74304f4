package inbox

import (
	"encoding/json"
	"net/http"
)

func (i *Inbox) list(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, i.newest())
}

func (i *Inbox) clear(w http.ResponseWriter, _ *http.Request) {
	i.empty()
	w.WriteHeader(http.StatusNoContent)
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // fails only if the client has gone
}
