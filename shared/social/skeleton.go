package social

import "strings"

// confusables writes characters that look alike in common fonts as one of them. 5 and s
// are not among them: user5 is no look-alike of users.
var confusables = strings.NewReplacer("0", "o", "1", "l", "i", "l", "rn", "m", "vv", "w")

// Skeleton returns the form that all usernames that look alike share. It ignores case
// and underscores. The term is from Unicode TR39, whose tables are not needed: usernames
// are ASCII.
func Skeleton(username string) string {
	return confusables.Replace(strings.ReplaceAll(strings.ToLower(username), "_", ""))
}
