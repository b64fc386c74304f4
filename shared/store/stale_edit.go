package store

import "social.example/shared/fault"

// staleEdit returns why an edit changed nothing although the row is visible: the edit is
// for another version, or without one the row was hidden for a moment.
func staleEdit(missing error, version *int, current int, changed string) error {
	if version == nil {
		return missing
	}
	conflict := fault.New(fault.Conflict, "%s", changed)
	conflict.Extensions = map[string]any{"current_version": current}
	return conflict
}
