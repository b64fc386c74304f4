package social

import "strings"

// reserved lists the usernames that nobody may register, in lower case: names that
// sound official, that mean everybody or nobody, or that programs could misread.
// Accounts from before the list keep their names. "all" is not in it because names that
// look like it, such as "ali", are free.
var reserved = []string{
	"abuse", "account", "accounts", "admin", "administrator", "administrators", "admins", "anonymous", "api", "auth",
	"billing", "bot", "contact", "deleted", "everyone", "false", "feed", "feedback", "help", "helpdesk", "here", "hostmaster",
	"info", "legal", "login", "logout", "mailer_daemon", "me", "mod", "moderation", "moderator", "moderators", "mods", "nan",
	"news", "nobody", "none", "noreply", "no_reply", "notifications", "null", "official", "owner", "password", "posts",
	"postmaster", "press", "privacy", "register", "registration", "root", "security", "service", "settings", "signin",
	"signup", "sign_in", "sign_up", "social", "staff", "status", "superuser", "support", "sysadmin", "system", "team", "terms",
	"true", "undefined", "user", "username", "users", "webmaster",
}

// skeletons has the skeletons of the reserved names.
var skeletons = func() map[string]bool {
	all := make(map[string]bool, len(reserved))
	for _, name := range reserved {
		all[Skeleton(name)] = true
	}
	return all
}()

// Reserved reports whether nobody may register the name: it looks like a reserved
// name, or is "all".
func Reserved(name string) bool { return skeletons[Skeleton(name)] || strings.EqualFold(name, "all") }
