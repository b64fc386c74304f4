package pubsub

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"cloud.google.com/go/pubsub/v2"
)

// body is the event's data, google.events.cloud.pubsub.v1.MessagePublishedData.
// Eventarc sends two of the fields in both spellings.
type body struct {
	Subscription string  `json:"subscription"`
	Message      message `json:"message"`
}

type message struct {
	Data             []byte            `json:"data"`
	Attributes       map[string]string `json:"attributes,omitempty"`
	MessageID        string            `json:"messageId"`
	MessageIDSnake   string            `json:"message_id"`
	PublishTime      string            `json:"publishTime"`
	PublishTimeSnake string            `json:"publish_time"`
}

// deliver posts the message to the function at address, as Eventarc does. It
// returns an error if the status is not 2xx.
func (b *Broker) deliver(ctx context.Context, address string, m *pubsub.Message) error {
	published := m.PublishTime.UTC().Format(time.RFC3339Nano)
	text, err := json.Marshal(body{b.subscription, message{m.Data, m.Attributes, m.ID, m.ID, published, published}})
	if err != nil {
		return fmt.Errorf("encode the event: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+address+"/", bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("make the event's request: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Ce-Id", m.ID)
	request.Header.Set("Ce-Source", "//pubsub.googleapis.com/"+b.topic)
	request.Header.Set("Ce-Specversion", "1.0")
	request.Header.Set("Ce-Type", "google.cloud.pubsub.topic.v1.messagePublished")
	request.Header.Set("Ce-Time", published)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("deliver the event: %w", err)
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body) // so that the connection is reused
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("deliver the event: the function answers %s", response.Status)
	}
	return nil
}
