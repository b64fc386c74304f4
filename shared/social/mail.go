package social

import "time"

// MailKind is a kind of e-mail.
type MailKind string

// The kinds of e-mails. A registration mail has links for the recipient's
// registrations that no mail had links for yet; a renewal has new links for the
// newest ones.
const (
	RegistrationMail      MailKind = "registration"
	RenewalMail           MailKind = "renewal"
	AlreadyRegisteredMail MailKind = "already_registered"

	PasswordResetMail     MailKind = "password_reset"      // has a reset link
	EmailChangeMail       MailKind = "email_change"        // to a new address, which it asks to confirm
	EmailTakenMail        MailKind = "email_taken"         // to the owner of an address that another account requested
	EmailChangeNoticeMail MailKind = "email_change_notice" // to the old address: a change was requested

	EmailRevertedMail   MailKind = "email_reverted" // to the restored address; has a reset link
	EmailChangedMail    MailKind = "email_changed"  // to the old and to the new address
	PasswordChangedMail MailKind = "password_changed"
	PasswordRenewedMail MailKind = "password_renewed" // by a reset
	TOTPOnMail          MailKind = "totp_on"
	TOTPOffMail         MailKind = "totp_off"
	NewDeviceMail       MailKind = "new_device"
	RefreshReuseMail    MailKind = "refresh_reuse" // a refresh token was used twice
	AccountDeletedMail  MailKind = "account_deleted"

	ModerationMail MailKind = "moderation" // the decision of a moderator and its reason, to the author

	DigestMail MailKind = "digest" // lists unread notifications
)

// MailClass is a group of e-mails that share a limit per address. Each class has
// its own, so that a flood of one can't hold back another.
type MailClass string

// The classes of e-mails.
const (
	UnsolicitedMail MailClass = "unsolicited" // anybody can cause it
	ResetMail       MailClass = "reset"       // anybody can cause it, to an address with an account
	NoticeMail      MailClass = "notice"      // an act, to the owner of the account
	DecisionMail    MailClass = "decision"    // of a moderator, to the author
	PeriodicMail    MailClass = "periodic"    // comes at intervals to a user who subscribed to it
)

// Class returns the class of the kind.
func (k MailKind) Class() MailClass {
	switch k {
	case RegistrationMail, RenewalMail, AlreadyRegisteredMail, EmailChangeMail, EmailTakenMail:
		return UnsolicitedMail
	case PasswordResetMail:
		return ResetMail
	case ModerationMail:
		return DecisionMail
	case DigestMail:
		return PeriodicMail
	default:
		return NoticeMail
	}
}

// PerishingMails returns the kinds of e-mails that are useless an hour later.
func PerishingMails() []MailKind {
	return []MailKind{AlreadyRegisteredMail, PasswordResetMail, EmailChangeMail, EmailTakenMail}
}

// MailInterval is the minimum time between two mails of a class to one address, except
// notices and decisions, which have no minimum.
const MailInterval = time.Minute

// MailsPerDay, NoticesPerDay and DecisionsPerDay are how many mails of a class one
// address gets in 24 hours.
const (
	MailsPerDay     = 5
	NoticesPerDay   = 20
	DecisionsPerDay = 20
)

// NewDeviceMails is how many mails about new devices a user gets in 24 hours: few, so
// that they leave room for the other notices.
const NewDeviceMails = 5

// Limit returns the minimum time between two mails of the class to one address,
// and how many it gets in 24 hours.
func (c MailClass) Limit() (interval time.Duration, day int) {
	switch c {
	case NoticeMail:
		return 0, NoticesPerDay
	case DecisionMail:
		return 0, DecisionsPerDay
	default:
		return MailInterval, MailsPerDay
	}
}

// Act describes the request that an e-mail is about: the device it came from, and
// roughly from where. An empty field is unknown.
type Act struct {
	At     time.Time
	Device string
	Place  string
}

// LinkKind is the purpose of a one-time link to an account.
type LinkKind string

// The purposes of one-time links. Activation links are not among them: they belong
// to registrations.
const (
	ResetLink       LinkKind = "reset"
	EmailChangeLink LinkKind = "email_change"
	EmailRevertLink LinkKind = "email_revert"
	RestoreLink     LinkKind = "restore"
)

// Period returns how long a link of the kind works.
func (k LinkKind) Period() time.Duration {
	const day = 24 * time.Hour
	switch k {
	case EmailChangeLink:
		return day
	case EmailRevertLink:
		return 7 * day
	case RestoreLink:
		return ErasurePeriod
	default:
		return time.Hour
	}
}
