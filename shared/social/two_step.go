package social

// TOTPSecret is the secret of two-step sign-in, for an authenticator app. URI holds it
// in the form that apps scan as a QR code.
type TOTPSecret struct {
	Secret string `json:"secret" example:"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"`
	URI    string `json:"uri" example:"otpauth://totp/Social:maya@example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Social"`
}

// TOTPCode is a code from an authenticator app.
type TOTPCode struct {
	Code string `json:"code" example:"123456"`
}

// Validate returns the missing field. Any other mistake gets the same response as a
// wrong code.
func (c TOTPCode) Validate() map[string]string {
	var p problems
	p.check("code", Visible(c.Code), "must not be empty")
	return p.fields
}

// RecoveryCodes are one-time codes for a user without the authenticator app. They are
// shown only once.
type RecoveryCodes struct {
	RecoveryCodes []string `json:"recovery_codes" example:"ABCD-EFGH-IJKL-MNOP-QRST-UVWX"`
}

// TOTPRemoval turns two-step sign-in off. Its code may be a recovery code.
type TOTPRemoval struct {
	Password string `json:"password" format:"password" example:"password123"`
	Code     string `json:"code" example:"123456"`
}

// Validate returns the missing fields. Any other mistake gets the same response as a
// wrong password or code.
func (r TOTPRemoval) Validate() map[string]string {
	p := problems{fields: TOTPCode{r.Code}.Validate()}
	p.check("password", r.Password != "", "must not be empty")
	return p.fields
}
