package docs

import (
	_ "embed"
	"net/http"
)

// openapi is the API's description. `make generate` makes it from the comments
// on the handlers.
//
//go:embed openapi.json
var openapi []byte

// document answers with the API's description as it is, without an envelope:
// tools read it.
//
//	@ID			getDocument
//	@Summary	Read the API's description
//	@Tags		docs
//	@Success	200	{object}	object	"An OpenAPI 3 document"
//	@Router		/v1/swagger/doc.json [get]
func document(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(openapi) // an error means that the client is gone
	return nil
}
