package social

// EmailChange requests a new e-mail address for the signed-in user.
type EmailChange struct {
	Email    string `json:"email" maxLength:"$EmailLength" example:"maya@example.org"`
	Password string `json:"password" format:"password" example:"correct horse battery"`
}

// Normal returns the change with its address in the normal form.
func (c EmailChange) Normal() EmailChange {
	c.Email, _ = NormalAddress(c.Email)
	return c
}

// Validate returns the invalid fields, each with the rule it breaks.
func (c EmailChange) Validate() map[string]string {
	var p problems
	p.email(c.Email)
	p.check("password", c.Password != "", "must not be empty")
	return p.fields
}

// EmailRequested is the response to a request for a new address. It is the same
// whether or not another account has it.
type EmailRequested struct {
	Email string `json:"email" example:"maya@example.org"`
}
