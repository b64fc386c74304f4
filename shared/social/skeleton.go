package social

import "strings"

// confusables replaces characters that look alike in common fonts with one of them. It
// leaves 5 and s alone, because user5 does not look like users.
var confusables = strings.NewReplacer("0", "o", "1", "l", "i", "l", "rn", "m", "vv", "w")

// Skeleton returns a form that is equal for usernames that look alike. It ignores case
// and underscores. The term is from Unicode TR39; its tables are not needed, because
// usernames are ASCII.
func Skeleton(username string) string {
	return confusables.Replace(strings.ReplaceAll(strings.ToLower(username), "_", ""))
}
