package store

import (
	"slices"

	"social.example/shared/fault"
	"social.example/shared/postgres"
)

// actorKeys are the foreign keys that lead to whoever asks for a write.
var actorKeys = []string{
	"posts_user_id_fkey", "comments_user_id_fkey", "follows_follower_id_fkey", "idempotency_keys_user_id_fkey",
}

// failure returns what the error of a statement means for who asked for it. A
// user who was deleted is let in for as long as a cache has them: that they are
// nobody any more is found out here.
func failure(err error) error {
	if slices.ContainsFunc(actorKeys, func(key string) bool { return postgres.Violates(err, key) }) {
		return fault.NotSignedIn
	}
	return postgres.Fault(err)
}
