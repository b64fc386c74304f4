package docs

import (
	_ "embed"
	"net/http"
)

// openapi is the API's OpenAPI document. `make generate` writes it from the
// comments on the handlers.
//
//go:embed openapi.json
var openapi []byte

// document returns the OpenAPI document without the usual envelope, so that tools
// can read it.
//
//	@ID			getDocument
//	@Summary	Read the API's description
//	@Tags		docs
//	@Success	200	{object}	object	"An OpenAPI 3 document"
//	@Router		/v1/swagger/doc.json [get]
func document(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(openapi) // an error means that the client disconnected
	return nil
}
