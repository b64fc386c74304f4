// Package event defines the Pub/Sub messages between functions.
package event

import (
	"errors"
	"fmt"

	cloudevents "github.com/cloudevents/sdk-go/v2/event"
	"github.com/go-json-experiment/json"
)

// Email asks to send one e-mail, or, if Sweep is set, all e-mails that are due.
// It carries no secrets: the e-mail's row in the database has the details.
type Email struct {
	EmailID int64 `json:"email_id,omitzero"`
	Sweep   bool  `json:"sweep,omitzero"`
}

// Encode returns the message's data.
func (e Email) Encode() ([]byte, error) { return json.Marshal(e) }

// push is the body of a Pub/Sub message in a CloudEvent:
// https://github.com/googleapis/google-cloudevents/blob/main/proto/google/events/cloud/pubsub/v1/data.proto
type push struct {
	Message struct {
		Data []byte `json:"data"`
	} `json:"message"`
}

// DecodeEmail decodes the message from its CloudEvent. An error is permanent: no
// redelivery of the event can succeed.
func DecodeEmail(e cloudevents.Event) (Email, error) {
	var body push
	var message Email
	if err := json.Unmarshal(e.Data(), &body); err != nil {
		return message, fmt.Errorf("read the event's body: %w", err)
	}
	if err := json.Unmarshal(body.Message.Data, &message, json.RejectUnknownMembers(true)); err != nil {
		return message, fmt.Errorf("read the message's data: %w", err)
	}
	if (message.EmailID > 0) == message.Sweep || message.EmailID < 0 {
		return message, errors.New("the message must name either an e-mail or a sweep")
	}
	return message, nil
}
