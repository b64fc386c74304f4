package social

import "time"

// ErasurePeriod is how long a deleted account can be restored. Then it is erased.
const ErasurePeriod = 14 * 24 * time.Hour

// ExportPeriod is the minimum time between two exports of an account.
const ExportPeriod = time.Hour

// Deletion is the response to a user who deletes the account.
type Deletion struct {
	EraseAt time.Time `json:"erased_at" format:"date-time"`
}

// Confirmation confirms a request with the password of the account.
type Confirmation struct {
	Password string `json:"password" format:"password" example:"password123"`
}

// Validate returns the missing field. Any other mistake gets the same response as a
// wrong password.
func (c Confirmation) Validate() map[string]string {
	var p problems
	p.check("password", c.Password != "", "must not be empty")
	return p.fields
}
