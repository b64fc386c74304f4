package mail

import (
	"encoding/json"
	"testing"
)

func TestEveryMailSaysThatAProgramSentIt(t *testing.T) {
	t.Parallel()
	for _, template := range templates() {
		body, err := config().build(Message{Template: template, To: "maya@example.com", Username: "maya", Links: []Link{{"maya", "T"}}})
		if err != nil {
			t.Fatal(err)
		}
		var v3 struct{ Headers map[string]string }
		if err := json.Unmarshal(body, &v3); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Feedback-ID": template + ":account:example.com",
		} {
			if got := v3.Headers[name]; got != want {
				t.Errorf("%s: %s is %q, want %q", template, name, got, want)
			}
		}
	}
}
