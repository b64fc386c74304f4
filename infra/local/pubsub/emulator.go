package pubsub

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"cloud.google.com/go/pubsub/v2/pstest"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
)

// Emulator is an in-process Pub/Sub. Like Google's emulator it serves gRPC and REST,
// but at two addresses, and by REST only publish.
type Emulator struct {
	*pstest.Server        // serves gRPC at Addr
	Address        string // for PUBSUB_EMULATOR_HOST
	rest           *http.Server
}

// StartEmulator starts an emulator without topics.
func StartEmulator() (*Emulator, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the Pub/Sub emulator: %w", err)
	}
	e := &Emulator{Server: pstest.NewServerWithAddress("127.0.0.1:0"), Address: listener.Addr().String()}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/{method...}", e.publish)
	e.rest = &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	go func() { _ = e.rest.Serve(listener) }() // until Close
	return e, nil
}

// StartTopic starts an emulator with the topic.
func StartTopic(ctx context.Context, project, topic string) (*Emulator, error) {
	e, err := StartEmulator()
	if err != nil {
		return nil, err
	}
	if _, err := e.GServer.CreateTopic(ctx, &pubsubpb.Topic{Name: topicName(project, topic)}); err != nil {
		_ = e.Close()
		return nil, fmt.Errorf("make the topic %s: %w", topic, err)
	}
	return e, nil
}

// Close closes both servers.
func (e *Emulator) Close() error {
	_ = e.rest.Close()
	return e.Server.Close()
}

// statuses are those of the REST API: https://cloud.google.com/apis/design/errors
var statuses = map[codes.Code]int{
	codes.NotFound: http.StatusNotFound, codes.PermissionDenied: http.StatusForbidden,
	codes.ResourceExhausted: http.StatusTooManyRequests, codes.InvalidArgument: http.StatusBadRequest,
}

func (e *Emulator) publish(w http.ResponseWriter, r *http.Request) {
	topic, isPublish := strings.CutSuffix(r.PathValue("method"), ":publish")
	if !isPublish {
		http.NotFound(w, r)
		return
	}
	request := &pubsubpb.PublishRequest{}
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = protojson.Unmarshal(body, request)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	request.Topic = topic
	response, err := e.GServer.Publish(r.Context(), request)
	if err != nil {
		code, known := statuses[status.Code(err)]
		if !known {
			code = http.StatusInternalServerError
		}
		http.Error(w, err.Error(), code)
		return
	}
	text, err := protojson.Marshal(response)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(text) // an error means that the client is gone
}
