package token

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"
)

// DeviceID identifies a device on which somebody signed in.
type DeviceID [16]byte

// NewDeviceID returns a random id.
func NewDeviceID() (id DeviceID) {
	_, _ = rand.Read(id[:]) // never fails
	return id
}

// Device is a device on which somebody signed in.
type Device struct {
	ID    DeviceID
	Since time.Time // of the sign-in, in whole seconds
}

// DevicePeriod is how long after the sign-in a device token is accepted.
const DevicePeriod = 365 * 24 * time.Hour

// Devices issues and verifies device tokens. A device token shows that its holder
// signed in to an account before, on this device (OWASP: device cookies). It
// gives no access; attempts to sign in with it have a limit of their own.
type Devices struct {
	Keys [][]byte // the first signs, all verify
	Now  func() time.Time
}

// Issue returns a token of the device for the account. The account is an e-mail
// address in the form in which attempts are counted.
func (d Devices) Issue(account string, device Device) string {
	body := binary.BigEndian.AppendUint64(device.ID[:], uint64(device.Since.Unix())) //nolint:gosec // G115: after 1970
	return base64.RawURLEncoding.EncodeToString(append(body, d.mac(d.Keys[0], account, body)...))
}

// Verify returns the device of a token for the account. It reports false for a
// token of another account, and for one that is forged or too old.
func (d Devices) Verify(account, text string) (device Device, ok bool) {
	const body = len(device.ID) + 8
	if len(text) != base64.RawURLEncoding.EncodedLen(body+sha256.Size) {
		return device, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != body+sha256.Size {
		return device, false
	}
	for _, key := range d.Keys {
		ok = ok || hmac.Equal(d.mac(key, account, raw[:body]), raw[body:])
	}
	since := time.Unix(int64(binary.BigEndian.Uint64(raw[len(device.ID):body])), 0) //nolint:gosec // G115: we signed it
	if !ok || d.Now().Sub(since) > DevicePeriod {
		return device, false
	}
	return Device{DeviceID(raw[:len(device.ID)]), since}, true
}

func (d Devices) mac(key []byte, account string, body []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(body) // of a fixed length, so that account and body can't be confused
	mac.Write([]byte(account))
	return mac.Sum(nil)
}
