package migrations_test

import (
	"reflect"
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/migrations"
	"social.example/migrations/released"
	"social.example/shared/test/testdb"
)

// TestPostsFromBeforeTheSearchFormGetIt checks how the migrations convert the texts
// and tags of the previous release.
func TestPostsFromBeforeTheSearchFormGetIt(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	if err := migrations.To(database, released.Version); err != nil {
		t.Fatal(err)
	}
	conn := connect(t, database)
	testdb.Exec(t, conn, `
		INSERT INTO users (username, email, password_hash, is_active) VALUES ('maya', 'maya@example.com', repeat('x', 60), true);
		INSERT INTO posts (user_id, title, content, tags) VALUES
			(1, 'Straße', 'ΟΔΟΣ', ARRAY['Bikes', ' bikes', 'red,green', E'cafe\u0301']),
			(1, 'plain', 'Text', ARRAY['same']),
			(1, 'Größe', 'Text', ARRAY['same']),
			(1, 'much', 'text', ARRAY[repeat('ﷺ', 50), ' , ', 'a,b,c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'])`)
	if err := migrations.Up(database); err != nil {
		t.Fatal(err)
	}
	rows, err := conn.Query(t.Context(), `
		SELECT array_to_string(tags, '|'), post_text(title, content, folded),
		       tags @> ARRAY(SELECT tag FROM post_tags t WHERE t.post_id = id) AND cardinality(tags) = (SELECT count(*) FROM post_tags t WHERE t.post_id = id)
		FROM posts ORDER BY id LIMIT 3`)
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		Tags, Text string
		Derived    bool
	}
	got, err := pgx.CollectRows(rows, pgx.RowToStructByPos[row])
	if err != nil {
		t.Fatal(err)
	}
	want := []row{{"bikes|red|green|café", "strasse\u0001οδοσ", true}, {"same", "plain\u0001text", true}, {"same", "grösse\u0001text", true}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	var count, longest int
	err = conn.QueryRow(t.Context(), `SELECT cardinality(tags), (SELECT max(char_length(tag)) FROM unnest(tags) tag) FROM posts WHERE id = 4`).
		Scan(&count, &longest)
	if err != nil || count != 10 || longest != 49 {
		t.Errorf("the tags that became too many and too long: %d of up to %d characters, %v; want 10 of 49, because the 50th is a space", count, longest, err)
	}
}
