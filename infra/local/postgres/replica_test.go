package postgres_test

import (
	"testing"
	"time"

	"social.example/infra/local/postgres"
)

func TestReplicaFollowsTheServer(t *testing.T) {
	t.Parallel()
	server, err := postgres.Start(t.Context(), find(t), t.TempDir(), t.Output(), func(error) {}, postgres.Streaming...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	primary := connect(t, server.Maintenance())
	if _, err := primary.Exec(t.Context(), `CREATE TABLE kept AS SELECT 1`); err != nil {
		t.Fatal(err)
	}
	copied, err := server.Replica(t.Context(), t.TempDir(), t.Output(), func(error) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(copied.Close)
	replica := connect(t, copied.Maintenance())
	if n := count(t, replica); n != 1 {
		t.Errorf("%d rows were copied, want 1", n)
	}
	if _, err := primary.Exec(t.Context(), `INSERT INTO kept SELECT 2`); err != nil {
		t.Fatal(err)
	}
	for count(t, replica) < 2 {
		time.Sleep(time.Millisecond)
	}
	if _, err := replica.Exec(t.Context(), `DELETE FROM kept`); err == nil {
		t.Error("the replica was written to")
	}
}
