package store

import (
	"strconv"

	"social.example/shared/social"
)

// mentioned selects the ids of the users whose names a new text contains, if its author
// can see them: the first of @names, up to the limit.
func mentioned(author string) string {
	return `(
	SELECT coalesce(array_agg(m.id ORDER BY m.place), '{}')
	FROM (
		SELECT u.id, n.place
		FROM unnest(@names::text[]::citext[]) WITH ORDINALITY n (name, place) JOIN visible_users(` + author + `) u ON u.username = n.name
		ORDER BY n.place
		LIMIT ` + strconv.Itoa(social.MentionCount) + `
	) m
)`
}

// mentionsNotified notifies those of the users mentioned in a text who were not
// notified before, and selects their ids. comment is 0 if the text is a post.
func mentionsNotified(mentioned, author, post, comment string) string {
	return `CASE WHEN ` + mentioned + ` <> '{}' THEN mentions_notify(` + author + `, ` + mentioned + `, ` + post + `, ` + comment + `) END`
}

// newMentions selects the mentions of an edited row that it did not have before.
func newMentions(row string) string {
	return `ARRAY(
		SELECT m.id FROM unnest(` + row + `.mentions) WITH ORDINALITY m (id, place)
		WHERE m.id <> ALL (before.mentions) ORDER BY m.place
	)`
}

// mentionedAuthors selects the users with the ids in the column mentions of the row
// that @viewer can see, as JSON, or null if there are no ids.
func mentionedAuthors(row string) string {
	return `CASE WHEN ` + row + `.mentions <> '{}' THEN mentioned_users(` + row + `.mentions, @viewer) END`
}
