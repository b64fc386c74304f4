package event_test

import (
	"encoding/base64"
	"testing"

	cloudevents "github.com/cloudevents/sdk-go/v2/event"

	"social.example/shared/event"
)

// carry returns a CloudEvent with this body.
func carry(t testing.TB, body string) cloudevents.Event {
	t.Helper()
	e := cloudevents.New()
	if err := e.SetData(cloudevents.ApplicationJSON, []byte(body)); err != nil {
		t.Fatal(err)
	}
	return e
}

func pushed(data string) string {
	return `{"subscription":"s","message":{"messageId":"1","data":"` + base64.StdEncoding.EncodeToString([]byte(data)) + `"}}`
}

func TestMessagesSurviveEncoding(t *testing.T) {
	t.Parallel()
	for _, sent := range []event.Email{{EmailID: 1}, {EmailID: 9223372036854775807}, {Sweep: true}} {
		data, err := sent.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := event.DecodeEmail(carry(t, pushed(string(data))))
		if err != nil || got != sent {
			t.Errorf("got %+v, %v, want %+v", got, err, sent)
		}
	}
}

func TestMalformedEventsAreRefused(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"no body":          "",
		"no JSON":          "email 7",
		"null":             "null",
		"no message":       `{}`,
		"no data":          `{"message":{}}`,
		"no base64":        `{"message":{"data":"{}"}}`,
		"empty data":       pushed(""),
		"data of an array": pushed(`[1]`),
		"nothing named":    pushed(`{}`),
		"id of 0":          pushed(`{"email_id":0}`),
		"negative id":      pushed(`{"email_id":-1}`),
		"negative, sweep":  pushed(`{"email_id":-1,"sweep":true}`),
		"id as text":       pushed(`{"email_id":"7"}`),
		"id of a float":    pushed(`{"email_id":1.5}`),
		"id too great":     pushed(`{"email_id":9223372036854775808}`),
		"both":             pushed(`{"email_id":7,"sweep":true}`),
		"unknown version":  pushed(`{"email_id":7,"v":2}`),
		"two messages":     pushed(`{"email_id":7}{"email_id":8}`),
	} {
		if got, err := event.DecodeEmail(carry(t, body)); err == nil {
			t.Errorf("%s: decoded as %+v", name, got)
		}
	}
}

func FuzzDecodeEmailNamesOneThing(f *testing.F) {
	f.Add(pushed(`{"email_id":7}`))
	f.Add(pushed(`{"sweep":true}`))
	f.Add(`{"message":{"data":null}}`)
	f.Fuzz(func(t *testing.T, body string) {
		message, err := event.DecodeEmail(carry(t, body))
		if err == nil && (message.EmailID > 0) == message.Sweep {
			t.Errorf("%q was decoded as %+v", body, message)
		}
	})
}
