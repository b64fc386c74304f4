package social_test

import (
	"testing"

	"social.example/shared/social"
)

func TestNamesThatLookAlikeHaveOneSkeleton(t *testing.T) {
	t.Parallel()
	for name, others := range map[string][]string{
		"lily":   {"Lily", "LILY", "1ily", "Iily", "liIy", "l1ly", "__lily__", "li_ly"},
		"otto":   {"0tto", "ott0", "OTT0", "o_tt_o"},
		"mario":  {"rnario", "RNario", "r_nario", "mar1o", "marlo", "mari0"},
		"wendy":  {"vvendy", "VVendy", "v_vendy"},
		"a_b_c":  {"abc", "ABC_"},
		"___":    {"____"},
		"arnvvl": {"amw1"},
	} {
		for _, other := range others {
			if social.Skeleton(name) != social.Skeleton(other) {
				t.Errorf("%s is %q, and %s is %q", name, social.Skeleton(name), other, social.Skeleton(other))
			}
		}
	}
}

func TestNamesThatDoNotLookAlikeHaveDifferentSkeletons(t *testing.T) {
	t.Parallel()
	for name, others := range map[string][]string{
		"lily":  {"lilly", "llly_2", "lil", "lilyy", "1234", "tily"},
		"mario": {"nario", "maria", "rario", "marioo"},
		"wendy": {"vendy", "wend"},
		"admin": {"administer", "admin2", "admln_2", "badmin"},
		"users": {"user5", "user_5", "user1", "user0"},
	} {
		for _, other := range others {
			if social.Skeleton(name) == social.Skeleton(other) {
				t.Errorf("%s and %s are both %q", name, other, social.Skeleton(name))
			}
		}
	}
}

func TestLookAlikesOfReservedNamesAreReserved(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"admin": true, "Admin": true, "adm1n": true, "admln": true, "ADMlN": true, "adrnin": true, "_admin_": true, "ad_min": true,
		"m0derator": true, "rnoderator": true, "rn0d": true, "supp0rt": true, "_supp0rt_": true, "r00t": true,
		"mailerdaemon": true, "noreply": true, "n0_rep1y": true, "signin": true, "nevvs": true, "all": true, "ALL": true,
		"admin_2": false, "administer": false, "madmin": false, "mel": false, "helpful": false, "ali": false, "Ali": false, "a1l": false, "user5": false, "user_5": false, "___": false,
	} {
		if got := social.Reserved(name); got != want {
			t.Errorf("%s: %t, want %t", name, got, want)
		}
	}
}
