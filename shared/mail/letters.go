package mail

import "social.example/shared/social"

// letter is the text of an e-mail about an account. Lines are broken as the plain
// text shows them.
type letter struct {
	Subject string
	Text    string
	// Button names the link, and Path is where it leads in the web app. The token is
	// in the fragment, which browsers send to no server.
	Button string
	Path   string
	// About names the act that the letter reports: its time, device and place
	// are listed. If it is empty, they are not.
	About string
	// Alarm offers the way to a new password to an owner who did not act.
	Alarm bool
	Note  string
}

// letters are the letters by kind.
var letters = map[social.MailKind]letter{
	social.PasswordResetMail: {
		Subject: "Reset your password",
		Text:    "Somebody, perhaps you, asked to reset the password of your account. Open the\nlink to choose a new one.",
		Button:  "Choose a new password",
		Path:    "/reset",
		About:   "Requested",
		Note:    "The link works once, within an hour. If it was not you, ignore this e-mail. Your\npassword stays as it is.",
	},
	social.EmailChangeMail: {
		Subject: "Confirm your new e-mail address",
		Text:    "The owner of this account asked to use this e-mail address from now on. If it\nwas you, confirm the address.",
		Button:  "Confirm e-mail address",
		Path:    "/email",
		Note:    "The link works once, within 24 hours. If you do not know the account, ignore\nthis e-mail.",
	},
	social.EmailTakenMail: {
		Subject: "Your e-mail address was given for another account",
		Text:    "Somebody, perhaps you, tried to change the e-mail address of another account to\nthis one. The address belongs to your account, so nothing has changed.",
		Note:    "If it was not you, you need not do anything.",
	},
	social.EmailChangeNoticeMail: {
		Subject: "Your e-mail address is about to change",
		Text:    "A new e-mail address was given for your account. It takes the place of this one\nas soon as it is confirmed.",
		Button:  "This was not me: keep this address",
		Path:    "/email/keep",
		About:   "Requested",
		Note:    "The link works for 7 days, even after the change. It signs out every device, and\nyou get a link to choose a new password. If it was you, ignore it.",
	},
	social.EmailChangedMail: {
		Subject: "Your e-mail address was changed",
		Text:    "The e-mail address of your account was changed.",
		Button:  "This was not me: take back this address",
		Path:    "/email/keep",
		About:   "Changed",
	},
	social.EmailRevertedMail: {
		Subject: "You have your e-mail address back",
		Text:    "This e-mail address is the address of your account again, and every device is\nsigned out. Somebody else may know your password, so choose a new one.",
		Button:  "Choose a new password",
		Path:    "/reset",
		About:   "Taken back",
		Note:    "The link works once, within an hour.",
	},
	social.PasswordChangedMail: {
		Subject: "Your password was changed",
		Text:    "The password of your account was changed. All other devices are signed out.",
		About:   "Changed",
		Alarm:   true,
	},
	social.PasswordRenewedMail: {
		Subject: "Your password was reset",
		Text:    "A new password was chosen for your account with a link from an e-mail. All\ndevices are signed out.",
		About:   "Reset",
		Alarm:   true,
	},
	social.TOTPOnMail: {
		Subject: "Two-step sign-in is on",
		Text:    "From now on, a sign-in to your account needs a code from your authenticator app.",
		About:   "Turned on",
		Alarm:   true,
	},
	social.TOTPOffMail: {
		Subject: "Two-step sign-in is off",
		Text:    "From now on, a sign-in to your account needs no code from an authenticator app.",
		About:   "Turned off",
		Alarm:   true,
	},
	social.NewDeviceMail: {
		Subject: "New sign-in to your account",
		Text:    "Your account was used to sign in from a device that we have not seen before.",
		About:   "Signed in",
		Alarm:   true,
	},
	social.RefreshReuseMail: {
		Subject: "A device was signed out for your safety",
		Text:    "A key that keeps one of your devices signed in was used twice. Somebody may have\ncopied it, so we ended that session.",
		About:   "Used",
		Alarm:   true,
	},
	social.AccountDeletedMail: {
		Subject: "Your account was deleted",
		Text:    "Your account was deleted. Nobody can see it any more. In 14 days, everything in\nit is erased for good.",
		Button:  "Restore the account",
		Path:    "/restore",
		About:   "Deleted",
		Note:    "The link works for 14 days. If you want to leave, you need not do anything.",
	},
}
