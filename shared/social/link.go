package social

// LinkRequest requests a mail with a link: to activate an account, or to choose a new
// password.
type LinkRequest struct {
	Email string `json:"email" maxLength:"$EmailLength" example:"maya@example.com"`
}

// Normal returns the request with its address in the normal form.
func (r LinkRequest) Normal() LinkRequest {
	r.Email, _ = NormalAddress(r.Email)
	return r
}

// Validate returns the invalid fields, each with the rule it breaks.
func (r LinkRequest) Validate() map[string]string {
	var p problems
	p.email(r.Email)
	return p.fields
}

// LinkToken is the token of a one-time link that needs nothing else to work.
type LinkToken struct {
	Token string `json:"token"`
}

// Validate returns the missing field. Any other mistake gets the same response as an
// unknown token.
func (l LinkToken) Validate() map[string]string {
	var p problems
	p.check("token", l.Token != "", "must not be empty")
	return p.fields
}
