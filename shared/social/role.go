package social

// Role is a set of permissions beyond a user's own content. A higher level has
// all permissions of the lower ones.
type Role struct {
	ID          int16  `json:"id" example:"1"`
	Name        string `json:"name" enums:"user,moderator,admin" example:"user"`
	Level       Level  `json:"level" example:"1"`
	Description string `json:"description"`
}

// Level orders the roles.
type Level int16

// The levels of the roles that the schema seeds.
const (
	Member    Level = 1
	Moderator Level = 2
	Admin     Level = 3
)

// levels maps the names of roles to their levels.
var levels = map[string]Level{"user": Member, "moderator": Moderator, "admin": Admin}

// RoleChange is a request to give a user another role.
type RoleChange struct {
	Role string `json:"role" enums:"user,moderator,admin"`
}

// Validate returns the invalid fields, each with the rule it breaks.
func (c RoleChange) Validate() map[string]string {
	var p problems
	p.check("role", levels[c.Role] != 0, "must be one of user, moderator, admin")
	return p.fields
}

// Level returns the level of the change's role. The change must be valid.
func (c RoleChange) Level() Level { return levels[c.Role] }

// Name returns the name of the role with this level.
func (l Level) Name() string {
	for name, level := range levels {
		if level == l {
			return name
		}
	}
	return ""
}
