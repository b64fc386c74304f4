package email

import (
	"context"

	"social.example/shared/mail"
	"social.example/shared/store"
	"social.example/shared/token"
)

// digest returns the content of the digest, or an empty one if it is no longer wanted.
func (s service) digest(ctx context.Context, e store.Email) (mail.Digest, error) {
	read, err := s.emails.Digest(ctx, e, mail.DigestLines)
	if err != nil || read.Unread == 0 {
		return mail.Digest{}, err
	}
	unsubscribe := token.Unsubscribe{UserID: e.UserID}
	copy(unsubscribe.Key[:], read.UnsubscribeKey)
	digest := mail.Digest{Unread: read.Unread, Unsubscribe: unsubscribe.Text()}
	for _, n := range read.Notifications {
		digest.Lines = append(digest.Lines, mail.Line(n))
	}
	return digest, nil
}
