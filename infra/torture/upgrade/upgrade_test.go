// Package upgrade upgrades a system under load from a released version to this one,
// as a deployment does: first the schema, then the functions.
package upgrade_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"social.example/infra/torture/system"
	"social.example/migrations"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

func TestMain(m *testing.M) { system.Main(m) }

// released is the commit of the release to upgrade from.
const released = "c5aefaaf30165e0e4a2aad7b9d76989e675a221a"

func TestAnUpgradeUnderLoadLosesNothing(t *testing.T) {
	t.Parallel()
	config, source := testdb.Config(t), releasedSource(t)
	config.URL = testdb.Empty(t)
	migrateFrom(t, source, config.URL)
	db := testdb.Open(t, config)
	cache := testredis.Config(t).URL
	before := system.StartFrom(t, source, config.URL, cache, nil, "authentication", "posts", "users", "feed", "email")

	c := newCrowd(t, db, before)
	stop := c.start(t)
	each := figure.Size(5, 500)
	c.await(t, "before the upgrade", each)
	if err := migrations.Up(config.URL); err != nil {
		t.Fatal(err)
	}
	c.await(t, "the released functions on the new schema", each)
	after := system.Start(t, testdb.FunctionsURL(config.URL), cache, nil, "authentication", "posts", "users", "feed", "stream", "email")
	c.use(after)
	c.await(t, "after the upgrade", each)
	stop()

	// The new functions send the mails that the released ones have not sent yet.
	after.Settle(t, db)
	mails := before.Mails(t)
	for address, tokens := range after.Mails(t) {
		mails[address] = append(mails[address], tokens...)
	}
	c.audit(t, mails)
}

// releasedSource returns a folder with the release's source.
func releasedSource(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	archive := filepath.Join(folder, "source.tar")
	run(t, system.Source(t), nil, "git", "archive", "--output="+archive, released) // needs the history
	run(t, folder, nil, "tar", "-xf", archive)
	return folder
}

// migrateFrom migrates the database to the release's schema.
func migrateFrom(t *testing.T, source, database string) {
	t.Helper()
	run(t, source, []string{"DATABASE_URL=" + database}, "go", "run", "./migrations/cmd", "up")
}

func run(t *testing.T, dir string, env []string, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatal(fmt.Errorf("%s %v: %w\n%s", name, args, err, bytes.TrimSpace(said)))
	}
}
