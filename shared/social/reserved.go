package social

import (
	"slices"
	"strings"
)

// reserved are the names that nobody may register, in lower case:
// those that speak for the service, that mean everybody or nobody, or that
// programs read as something else. Accounts from before the list keep theirs.
var reserved = []string{
	"abuse", "account", "accounts", "admin", "administrator", "administrators", "admins", "all", "anonymous", "api", "auth",
	"billing", "bot", "contact", "deleted", "everyone", "false", "feed", "feedback", "help", "helpdesk", "here", "hostmaster",
	"info", "legal", "login", "logout", "mailer_daemon", "me", "mod", "moderation", "moderator", "moderators", "mods", "nan",
	"news", "nobody", "none", "noreply", "no_reply", "notifications", "null", "official", "owner", "password", "posts",
	"postmaster", "press", "privacy", "register", "registration", "root", "security", "service", "settings", "signin",
	"signup", "sign_in", "sign_up", "social", "staff", "status", "superuser", "support", "sysadmin", "system", "team", "terms",
	"true", "undefined", "user", "username", "users", "webmaster",
}

// Reserved reports whether the name is one that nobody may register, in any case.
func Reserved(name string) bool { return slices.Contains(reserved, strings.ToLower(name)) }
