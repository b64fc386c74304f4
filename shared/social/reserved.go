package social

import (
	"slices"
	"strings"
)

// reserved lists the usernames that nobody may register, in lower case: names
// that speak for the service, that mean everybody or nobody, or that programs
// read as something else. Accounts from before the list keep their names.
var reserved = []string{
	"abuse", "account", "accounts", "admin", "administrator", "administrators", "admins", "all", "anonymous", "api", "auth",
	"billing", "bot", "contact", "deleted", "everyone", "false", "feed", "feedback", "help", "helpdesk", "here", "hostmaster",
	"info", "legal", "login", "logout", "mailer_daemon", "me", "mod", "moderation", "moderator", "moderators", "mods", "nan",
	"news", "nobody", "none", "noreply", "no_reply", "notifications", "null", "official", "owner", "password", "posts",
	"postmaster", "press", "privacy", "register", "registration", "root", "security", "service", "settings", "signin",
	"signup", "sign_in", "sign_up", "social", "staff", "status", "superuser", "support", "sysadmin", "system", "team", "terms",
	"true", "undefined", "user", "username", "users", "webmaster",
}

// Reserved reports whether nobody may register the name, in any case.
func Reserved(name string) bool { return slices.Contains(reserved, strings.ToLower(name)) }
