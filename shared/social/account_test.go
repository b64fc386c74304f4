package social_test

import (
	"strings"
	"testing"

	"social.example/shared/social"
)

func TestRegistrationBounds(t *testing.T) {
	t.Parallel()
	valid := social.Registration{Username: "maya_01", Email: "maya@example.com", Password: "correct horse"}
	for _, test := range []struct {
		name  string
		set   func(*social.Registration)
		field string // the refused field; empty if none
	}{
		{"valid", func(*social.Registration) {}, ""},
		{"username of 2", func(r *social.Registration) { r.Username = "ab" }, "username"},
		{"username of 3", func(r *social.Registration) { r.Username = "abc" }, ""},
		{"username of 30", func(r *social.Registration) { r.Username = strings.Repeat("a", 30) }, ""},
		{"username of 31", func(r *social.Registration) { r.Username = strings.Repeat("a", 31) }, "username"},
		{"username with dash", func(r *social.Registration) { r.Username = "ma-ya" }, "username"},
		{"username with accent", func(r *social.Registration) { r.Username = "mayá" }, "username"},
		{"username with newline", func(r *social.Registration) { r.Username = "maya\n" }, "username"},
		{"e-mail of 255", func(r *social.Registration) { r.Email = "a@" + strings.Repeat("abc.", 62) + "abcde" }, ""},
		{"e-mail of 256", func(r *social.Registration) { r.Email = "a@" + strings.Repeat("abc.", 62) + "abcdef" }, "email"},
		{"e-mail without host", func(r *social.Registration) { r.Email = "maya@" }, "email"},
		{"e-mail with name", func(r *social.Registration) { r.Email = "Maya <maya@example.com>" }, "email"},
		{"e-mail with header", func(r *social.Registration) { r.Email = "maya@example.com\r\nBcc: x@example.com" }, "email"},
		{"e-mail with wide space", func(r *social.Registration) { r.Email = "ma\u2003ya@example.com" }, "email"},
		{"two e-mails", func(r *social.Registration) { r.Email = "a@example.com,b@example.com" }, "email"},
		{"password of 7", func(r *social.Registration) { r.Password = "1234567" }, "password"},
		{"password of 7 emoji", func(r *social.Registration) { r.Password = strings.Repeat("😀", 7) }, "password"},
		{"password of 8 emoji", func(r *social.Registration) { r.Password = strings.Repeat("😀", 8) }, ""},
		{"password of 64 letters", func(r *social.Registration) { r.Password = strings.Repeat("a", 64) }, ""},
		{"password of 64 emoji", func(r *social.Registration) { r.Password = strings.Repeat("😀", 64) }, "password"},
		{"password of 72 bytes", func(r *social.Registration) { r.Password = strings.Repeat("😀", 18) }, ""},
		{"password of 73 bytes", func(r *social.Registration) { r.Password = strings.Repeat("😀", 18) + "a" }, "password"},
		{"password with NUL", func(r *social.Registration) { r.Password = "pass\x00word" }, "password"},
		{"password of spaces", func(r *social.Registration) { r.Password = strings.Repeat(" ", 9) }, "password"},
		{"password with spaces around", func(r *social.Registration) { r.Password = " password " }, ""},
		{"password of 72 bytes in its normal form", func(r *social.Registration) { r.Password = strings.Repeat("e\u0301", 36) }, ""},
		{"password of 8 characters in another form", func(r *social.Registration) { r.Password = strings.Repeat("e\u0301", 7) }, "password"},
		{"password of wide spaces", func(r *social.Registration) { r.Password = strings.Repeat("\u3000", 9) }, "password"},
		{"password as the username", func(r *social.Registration) { r.Username, r.Password = "maya_2026", "Maya_2026" }, "password"},
		{"common password", func(r *social.Registration) { r.Password = "iloveyou" }, "password"},
		{"common password in another case", func(r *social.Registration) { r.Password = "QwertyUIOP" }, "password"},
		{"common password in wide letters", func(r *social.Registration) { r.Password = "ｐａｓｓｗｏｒｄ" }, "password"},
		{"common password and more", func(r *social.Registration) { r.Password = "iloveyou and more" }, ""},
		{"password as the local part", func(r *social.Registration) { r.Email, r.Password = "maya.smith@example.com", "Maya.Smith" }, "password"},
		{"password as the e-mail", func(r *social.Registration) { r.Password = "MAYA@example.com" }, "password"},
		{"password as the e-mail with an international domain", func(r *social.Registration) {
			r.Email, r.Password = "maya@bücher.example", "maya@bücher.example"
		}, "password"},
		{"password as the e-mail in another form", func(r *social.Registration) {
			r.Email, r.Password = "maya@xn--bcher-kva.example", "Maya@BU\u0308CHER。example"
		}, "password"},
		{"password as another e-mail", func(r *social.Registration) {
			r.Email, r.Password = "maya@xn--bcher-kva.example", "maya@bucher.example"
		}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := valid
			test.set(&r)
			fields := r.Validate()
			if test.field == "" && len(fields) > 0 || test.field != "" && (len(fields) != 1 || fields[test.field] == "") {
				t.Errorf("got invalid fields %v, want %q", fields, test.field)
			}
		})
	}
}

func TestRegistrationNamesEveryBadField(t *testing.T) {
	t.Parallel()
	if got := (social.Registration{}).Validate(); len(got) != 3 {
		t.Errorf("got %v, want all three fields", got)
	}
}

func TestActorRights(t *testing.T) {
	t.Parallel()
	post := social.Post{UserID: 1}
	for _, test := range []struct {
		actor               social.Actor
		edit, remove, roles bool
	}{
		{social.Actor{ID: 1, Level: social.Member}, true, true, false},
		{social.Actor{ID: 2, Level: social.Member}, false, false, false},
		{social.Actor{ID: 2, Level: social.Moderator}, true, false, false},
		{social.Actor{ID: 2, Level: social.Admin}, true, true, true},
		{social.Actor{ID: 2}, false, false, false},
	} {
		a := test.actor
		if a.MayEdit(post) != test.edit || a.MayDelete(post) != test.remove || a.MayAssignRoles() != test.roles {
			t.Errorf("%+v: edit %t, delete %t, roles %t; want %t, %t, %t",
				a, a.MayEdit(post), a.MayDelete(post), a.MayAssignRoles(), test.edit, test.remove, test.roles)
		}
	}
}
