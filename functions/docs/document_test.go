package docs_test

import (
	"net/http"
	"os"
	"testing"

	"social.example/shared/test/apitest"
)

func TestDocumentIsServedAsItIsCommitted(t *testing.T) {
	t.Parallel()
	committed, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	answer := client(t).Do(t, "GET", "/v1/swagger/doc.json", nil).Want(t, http.StatusOK)
	if string(answer.Body) != string(committed) {
		t.Error("another document is served")
	}
}

// TestDocumentNamesNoHost checks that requests go to the host that serves the
// document.
func TestDocumentNamesNoHost(t *testing.T) {
	t.Parallel()
	var document struct {
		OpenAPI string `json:"openapi"`
		Servers []struct {
			URL string `json:"url"`
		} `json:"servers"`
	}
	apitest.Decode(t, client(t).Do(t, "GET", "/v1/swagger/doc.json", nil), &document)
	if document.OpenAPI == "" || len(document.Servers) != 1 || document.Servers[0].URL != "/" {
		t.Errorf("document %+v, want one server, /", document)
	}
}
