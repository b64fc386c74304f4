package store

import (
	"slices"

	"social.example/shared/fault"
	"social.example/shared/postgres"
)

// actorKeys are the foreign keys that refer to the user who makes a request.
var actorKeys = []string{
	"posts_user_id_fkey", "comments_user_id_fkey", "follows_follower_id_fkey", "mutes_muter_id_fkey", "idempotency_keys_user_id_fkey",
}

// failure converts the error of a statement to a fault. A deleted user stays
// authenticated while a cache holds them; a violated key in actorKeys shows that
// they no longer exist, and failure returns fault.NotSignedIn.
func failure(err error) error {
	if slices.ContainsFunc(actorKeys, func(key string) bool { return postgres.Violates(err, key) }) {
		return fault.NotSignedIn
	}
	return postgres.Fault(err)
}
