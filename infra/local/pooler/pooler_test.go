package pooler

import (
	"net/url"
	"strings"
	"testing"
)

func TestConfigureLeadsToTheServer(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"postgres://postgres@127.0.0.1:40000/postgres": "* = host=127.0.0.1 port=40000 user=postgres\n",
		"postgres://me:secret@db.example/postgres?x=y": "* = host=db.example port=5432 user=me password=secret\n",
	} {
		server, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(configure(server, "6432")); !strings.Contains(got, want) || !strings.Contains(got, "listen_port = 6432\n") {
			t.Errorf("%s: got %s, want %q and port 6432", address, got, want)
		}
	}
}
