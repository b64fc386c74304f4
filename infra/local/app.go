package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"social.example/infra/local/console"
	"social.example/infra/local/process"
	"social.example/infra/local/web"
)

const (
	webFolder = "web"
	webPort   = "5173"
)

// placeWeb chooses a port for the web app before it runs, so that mails can link to
// it and the API can allow its origin. It leaves s.web nil if WEB is 0 or the
// checkout has no web app.
func (s *system) placeWeb() error {
	if _, err := os.Stat(filepath.Join(s.checkout.Root, webFolder)); err != nil || os.Getenv("WEB") == "0" {
		return nil
	}
	port, err := choosePort("WEB_PORT", webPort)
	if err != nil {
		return err
	}
	s.web = &web.App{Folder: filepath.Join(s.checkout.Root, webFolder), Port: port, API: s.addresses.API}
	s.set("FRONTEND_URL", s.webAddress())
	s.set("CORS_ORIGINS", fmt.Sprintf("%s,http://127.0.0.1:%d", s.webAddress(), port))
	return nil
}

// choosePort returns the port that the variable names, for a program that opens it
// itself. If the variable is unset and the standard port is taken, it returns any
// free port.
func choosePort(variable, standard string) (int, error) {
	named := os.Getenv(variable)
	if named == "0" {
		return process.FreePort()
	}
	listeners, err := listen(variable, standard)
	for _, l := range listeners {
		_ = l.Close()
	}
	switch {
	case err == nil:
		return portOf(listeners[0]), nil
	case named == "":
		return process.FreePort()
	default:
		return 0, err
	}
}

func (s *system) webAddress() string { return "http://localhost:" + strconv.Itoa(s.web.Port) }

// runWeb starts the web app. Nothing waits for it: npm ci takes longer than the
// rest of the startup, and the API works without the app.
func (s *system) runWeb(ctx context.Context) {
	if s.web == nil {
		return
	}
	speaker := s.console.Speaker("web")
	if err := s.startWeb(ctx, speaker); err != nil && ctx.Err() == nil {
		speaker.Printf("%v", err)
	}
}

// startWeb starts the web app and publishes its address once it accepts
// connections.
func (s *system) startWeb(ctx context.Context, speaker *console.Speaker) error {
	speaker.Printf("the web app starts; the first time takes a minute")
	if err := web.Install(ctx, s.web.Folder); err != nil {
		return err
	}
	service, err := s.web.Start(ctx, speaker, speaker.Problem)
	if err != nil {
		return err
	}
	s.OnClose(service.Close)
	s.addresses.Web = s.webAddress()
	speaker.Printf("the web app is at %s", s.addresses.Web)
	return s.checkout.Publish(s.addresses)
}
