package store

import "social.example/shared/fault"

// staleEdit explains why Posts.Update or Comments.Update matched no row although the row
// is visible. With a version, the row has a newer one: it returns a Conflict. Without
// one, the row was briefly not visible: it returns missing.
func staleEdit(missing error, version *int, current int, changed string) error {
	if version == nil {
		return missing
	}
	conflict := fault.New(fault.Conflict, "%s", changed)
	conflict.Extensions = map[string]any{"current_version": current}
	return conflict
}
