// Package email is the function that sends e-mails. Pub/Sub triggers it: an event names
// an e-mail, or is the scheduler's tick, which runs a sweep. The sweep also does the
// system's other work in the background: see sweep.go.
//
// A failed e-mail is retried at three levels:
//
//   - shared/mail calls SendGrid up to Tries times, with short pauses.
//   - store.Outbox.Claim sets when the e-mail is due again. The pause doubles from a
//     minute to an hour. A sweep sends what is due, and gives up after Attempts.
//   - Pub/Sub redelivers an event whose outcome could not be recorded.
package email
