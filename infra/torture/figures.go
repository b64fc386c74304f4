package main

import "strings"

// want is a required figure.
type want struct {
	name  string // as its test reports it
	tried int    // the minimum at full size
	test  test
	long  bool // needs minutes or an idle machine; skipped in the short form
}

// test is a test that reports figures.
type test struct{ pkg, name string }

var (
	hostile       = test{"infra/torture/hostile", "TestHostileRequests"}
	activations   = test{"functions/authentication", "TestOneOfManySimultaneousActivationsSucceeds"}
	edits         = test{"functions/posts", "TestRaceOfEditsOfOneVersionHasOneWinner"}
	keys          = test{"functions/posts", "TestRaceOfOneKeyMakesOneRow"}
	removals      = test{"functions/posts", "TestRaceOfEditAndRemovalEndsWithoutThePost"}
	follows       = test{"functions/users", "TestRaceOfFollowsKeepsTheCountersExact"}
	names         = test{"shared/store", "TestOneOfManySimultaneousRegistrationsGetsTheName"}
	addresses     = test{"shared/store", "TestSimultaneousRegistrationsOfOneAddressStandSideBySide"}
	rivals        = test{"functions/authentication", "TestWhoOpensTheirOwnLinkOwnsTheAccountWithTheirOwnPassword"}
	admins        = test{"shared/store", "TestAdminsWhoDemoteEachOtherAtOnceLeaveOne"}
	limiter       = test{"shared/ratelimit", "TestInstancesThatShareARedisAllowTheLimitExactly"}
	registrations = test{"infra/torture/registration", "TestRegistrationsWhileEachDependencyFails"}
	faults        = test{"infra/torture/outage", "TestFaultsWithTrafficRunning"}
	walks         = test{"infra/torture/walk", "TestWalksWhileRowsComeAndGo"}
	histories     = test{"infra/torture/history", "TestHistoryOfEditsIsLinearizable"}
	revoked       = test{"functions/users", "TestRevokedAccessIsRefusedByEveryInstance"}
	userCache     = test{"shared/cache", "TestPutNeverReplacesANewerVersion"}
	streams       = test{"functions/stream", "TestEveryPostArrivesOnceAndInOrder"}
	mailFlood     = test{"functions/email", "TestAFloodOfRegistrationsSendsFewMailsAndDelaysNobodyElse"}
	stalled       = test{"infra/torture/stalled", "TestStalledConnectionsAreClosedAndDelayNoOtherClient"}
	largest       = test{"infra/torture/largebodies", "TestLargestBodiesAtOnceStayWithinTheMemory"}
	signIns       = test{"infra/torture/signin", "TestAFloodOfSignInsLocksNoStrangerOut"}
	upgrade       = test{"infra/torture/upgrade", "TestAnUpgradeUnderLoadLosesNothing"}
	costliest     = test{"infra/torture/costliest", "TestTheCostliestReadsOfAHostileUserHinderNoOther"}
	sessions      = test{"infra/torture/session", "TestAnEndedSessionIsServedByNoFunction"}
	reports       = test{"functions/moderation", "TestReportsThatRaceMakeOneCase"}
	actions       = test{"shared/store", "TestEveryActionIsInTheLogOnceAndStays"}
	deletions     = test{"shared/store", "TestDeletionsAndRestoresUnderTraffic"}
	overload      = test{"infra/torture/overload", "TestOverloadLeavesNothingBehind"}
)

// wants lists all figures, in the order of the table.
var wants = []want{
	{name: "hostile requests: answered 5xx", tried: 100_000, test: hostile},
	{name: "hostile requests: panics", tried: 100_000, test: hostile},
	{name: "hostile requests: never answered", tried: 100_000, test: hostile},
	{name: "hostile requests: answers whose status, body, headers or sharing break the API's description", tried: 100_000, test: hostile},
	{name: "forged and mutated tokens: accepted", tried: 60_000, test: test{"shared/token", "TestVerifyRefusesEverySingleByteMutation"}},
	{
		name: "sign-ins refused for 6 reasons, each this often: reasons that the time tells", tried: 400, long: true,
		test: test{"functions/authentication", "TestSignInTakesAsLongWhateverIsWrong"},
	},
	{
		name: "registrations of 3 kinds of addresses, each this often: kinds that the time tells", tried: 400, long: true,
		test: test{"functions/authentication", "TestRegistrationTakesAsLongWhoeverHasTheAddress"},
	},
	{
		name: "resends to 3 kinds of addresses, each this often: kinds that the time tells", tried: 1000, long: true,
		test: test{"functions/authentication", "TestResendTakesAsLongWhoeverWaits"},
	},
	{
		name: "password resets of 3 kinds of addresses, each this often: kinds that the time tells", tried: 1000, long: true,
		test: test{"functions/authentication", "TestResetTakesAsLongWhoeverHasTheAddress"},
	},
	{name: "authorisation of posts: cells with the wrong result", tried: 66, test: test{"functions/posts", "TestAuthorisation"}},
	{name: "authorisation of account: cells with the wrong result", tried: 30, test: test{"functions/account", "TestAuthorisation"}},
	{name: "authorisation of moderation: cells with the wrong result", tried: 65, test: test{"functions/moderation", "TestAuthorisation"}},
	{name: "authorisation of notifications: cells with the wrong result", tried: 30, test: test{"functions/notifications", "TestAuthorisation"}},
	{name: "authorisation of users: cells with the wrong result", tried: 132, test: test{"functions/users", "TestAuthorisation"}},
	{name: "rights given and withdrawn: requests judged by the old ones", tried: 1000, test: test{"functions/users", "TestAssignRoleIsInForceOnTheNextRequestOfEveryInstance"}},
	{name: "users deactivated: requests served afterwards", tried: 1000, test: revoked},
	{name: "tokens revoked: requests served afterwards", tried: 1000, test: revoked},
	{name: "races: activation, rounds without exactly one winner", tried: 10_000, test: activations},
	{name: "races: edits of one version, rounds without exactly one winner", tried: 10_000, test: edits},
	{name: "edits and reads of posts by 50 clients over a failing network: histories that no order explains", tried: 10_000, test: histories},
	{name: "races: edits against removal, rounds with a revived post", tried: 10_000, test: removals},
	{name: "races: one idempotency key, rounds with more than one row or answer", tried: 10_000, test: keys},
	{name: "races: names, rounds without exactly one owner", tried: 10_000, test: names},
	{name: "races: addresses, rounds with a refused registration", tried: 10_000, test: addresses},
	{name: "registrations that fight over one address: rounds in which not exactly one, who opened their own link, has the account", tried: 10_000, test: rivals},
	{name: "races: follows and their ends, refused or counted wrong", tried: 10_000, test: follows},
	{name: "races: admins who demote each other, rounds that left none", tried: 10_000, test: admins},
	{name: "races: limiter of 4 instances, rounds that allowed more or less than the limit", tried: 10_000, test: limiter},
	{name: "races: cache against writes, rounds that left an old user", tried: 10_000, test: userCache},
	{name: "secrets looked for in logs, cache, events and database: found", tried: 500, test: test{"infra/torture/secret", "TestNoSecretIsWhereItMayNotBe"}},
	{name: "rows of lists walked while rows come and go: met twice", tried: 10_000, test: walks},
	{name: "rows of lists walked while rows come and go: missed", tried: 10_000, test: walks},
	{name: "mails that are delivered 11 times, 10 of them at once: not sent exactly once", tried: 1000, test: test{"functions/email", "TestSimultaneousDeliveriesSendOneMail"}},
	{name: "registrations acknowledged under faults and kills: mails lost", tried: 1000, test: registrations},
	{name: "registrations acknowledged under faults and kills: mails sent twice that no kill caught after SendGrid's 202", tried: 1000, test: registrations},
	{name: "registrations acknowledged under faults and kills: accounts that can't be activated", tried: 1000, test: registrations},
	{name: "faults with traffic running: not survived", tried: 28, test: faults},
	{name: "requests during the faults: answered wrong", tried: 10_000, test: faults},
	{name: "requests during the faults: refused longer than 2 s (in short: 10 s) after the end", tried: 10_000, test: faults},
	{name: "writes acknowledged during the faults: lost", tried: 1000, test: faults},
	{
		name: "operations without their database: not answered 503", tried: 100,
		test: test{"infra/torture/api", "TestEveryOperationRefusesWithoutTheDatabase"},
	},
	{name: "requests in flight at SIGTERM: dropped", tried: 1000, test: test{"functions/health", "TestSIGTERMDropsNoRequestInFlight"}},
	{name: "streams open at SIGTERM: broken", tried: 1000, test: test{"functions/stream", "TestSIGTERMEndsStreamsInOrder"}},
	{name: "posts streamed under faults: lost", tried: 100_000, test: streams},
	{name: "posts streamed under faults: twice or out of order", tried: 100_000, test: streams},
	{name: "rows after each migration during an open write: lost or invented", tried: 500, test: test{"migrations", "TestEveryMigrationKeepsWhatAnOpenTransactionWrites"}},
	{
		name: "follow, comment, deactivate, reactivate, delete at random: counters or lists that are wrong", tried: 10_000,
		test: test{"infra/torture/visibility", "TestCountersAndListsAgreeWhateverWasDone"},
	},
	{
		name: "cells of the table of viewers, subjects and states: wrong", tried: 1_500,
		test: test{"infra/torture/visibility", "TestEveryCellOfTheVisibilityTable"},
	},
	{
		name: "follow, comment, like, mention against a block: rounds in which anything of the blocked reaches the blocker", tried: 10_000,
		test: test{"shared/store", "TestNothingOfTheBlockedReachesTheBlocker"},
	},
	{
		name: "pages of lists at a depth of 100,000 (in short: 5,000): more buffers than the first", tried: 7,
		test: test{"shared/store", "TestEveryListCostsTheSameAtAnyDepth"},
	},
	{
		name: "streams per user and address over several instances: rounds that let in more or fewer, or kept a lease", tried: 500,
		test: test{"shared/live", "TestStreamsAreCountedOverInstances"},
	},
	{
		name: "streams that continue from 1,001 posts before: not refused", tried: 2,
		test: test{"functions/stream", "TestAStreamSendsAThousandMissedPostsAndNoMore"},
	},
	{
		name: "searches for the words of a post just written or edited, while sweeps index posts: wrong", tried: 10_000,
		test: test{"shared/store", "TestASearchFindsEveryPostWhileSweepsIndexThem"},
	},
	{
		name: "costliest reads of feeds and names: beyond their bound of rows", tried: 14,
		test: test{"shared/store", "TestCostliestReadsStayWithinTheirBuffers"},
	},
	{name: "registrations with 100 addresses of others: mails beyond 5 a day to each", tried: 10_000, test: mailFlood},
	{name: "registrations during the flood, each with its own address: without their mail at once", tried: 500, test: mailFlood},
	{
		name: "mails among poison mails: not sent after 20 sweeps", tried: 500,
		test: test{"functions/email", "TestAPoisonMailStopsNoOther"},
	},
	{name: "connections stalled and trickled in header, body or response: held 30 s later", tried: 4000, test: stalled},
	{name: "requests of others during stalled connections: failed", tried: 1000, test: stalled},
	{name: "largest bodies at once to each operation that takes one: answered 5xx, or never", tried: 5000, test: largest},
	{name: "rounds of the largest bodies at once: more than 60 % of the function's memory", tried: 100, test: largest},
	{
		name: "sign-ins of strangers during floods from a /48 and from 1,000 addresses (in short: 50): refused or not answered", tried: 100,
		test: signIns,
	},
	{name: "tries of the floods: beyond the limits, answered 5xx or not at all", tried: 2000, test: signIns},
	{name: "requests while the released system is upgraded: answered otherwise than 2xx, 4xx or 503", tried: 10_000, long: true, test: upgrade},
	{name: "what was acknowledged while the released system was upgraded: lost", tried: 3000, long: true, test: upgrade},
	{name: "posts streamed while the released system was upgraded: sent twice", tried: 1000, long: true, test: upgrade},
	{
		name: "requests of another user during the costliest reads of a hostile one at the limit: failed", tried: 4000,
		test: costliest,
	},
	{name: "p99 of another user during the costliest reads of a hostile one: more than 5 times that alone", tried: 1, long: true, test: costliest},
	{
		name: "resets that race with changes and sign-ins: accounts with two passwords or none", tried: 10_000,
		test: test{"functions/authentication", "TestResetsThatRaceWithChangesAndSignInsLeaveExactlyOnePassword"},
	},
	{
		name: "changes to one address and a registration with it at once: rounds without exactly one owner", tried: 1000,
		test: test{"functions/authentication", "TestAnAddressThatManyWantGetsOneOwner"},
	},
	{
		name: "codes that 10 sign-ins use at once: not used exactly once", tried: 500,
		test: test{"functions/authentication", "TestOneOfManySimultaneousSignInsWithOneCodeSucceeds"},
	},
	{
		name: "codes guessed within the limits by somebody who knows the password: accepted, or checked beyond 50 a day", tried: 100_000,
		test: test{"functions/authentication", "TestCodesCanNotBeGuessedWithinTheLimits"},
	},
	{
		name: "races: 100 refreshes with one token, rounds without exactly one successor", tried: 10_000,
		test: test{"functions/authentication", "TestRaceOfRefreshesHasOneSuccessor"},
	},
	{
		name: "refresh tokens stolen, and used before their owner or after: not detected", tried: 1000,
		test: test{"functions/authentication", "TestAStolenRefreshTokenIsDetected"},
	},
	{
		name: "sign-ins from known devices during 1,000 wrong attempts from 1,000 addresses (in short: 100): refused", tried: 100,
		test: test{"functions/authentication", "TestWrongPasswordsNeverLockOutAKnownDevice"},
	},
	{
		name: "usernames given up while others reach for them: taken by another", tried: 1000,
		test: test{"functions/account", "TestRacesForAUsernameHaveOneWinnerAtMost"},
	},
	{name: "requests to every operation with a session that has ended: served", tried: 1000, test: sessions},
	{name: "streams open at the end of their session: not ended by it", tried: 20, test: sessions},
	{name: "accounts deleted under traffic: seen afterwards", tried: 10_000, test: deletions},
	{name: "accounts restored under traffic: not as before", tried: 10_000, test: deletions},
	{
		name: "columns of all tables after an erasure: that name the person", tried: 100,
		test: test{"shared/store", "TestErasureLeavesNoRowThatNamesThePerson"},
	},
	{
		name: "rows of an export: not those of the database", tried: 10_000,
		test: test{"functions/account", "TestTheExportEqualsTheDatabase"},
	},
	{
		name: "looks at the heap during an export of 1,000,000 rows (in short: 20,000): beyond 64 MiB", tried: 250,
		test: test{"functions/account", "TestAnExportTakesTheSameMemoryWhateverItsSize"},
	},
	{
		name: "likes, bookmarks, comments and replies that race with deactivations and deletions: counters that are wrong", tried: 10_000,
		test: test{"shared/store", "TestCountersEqualTheRowsAfterARaceOfReactions"},
	},
	{
		name: "acts that race with deactivations and killed connections: notifications that are missing or wrong", tried: 10_000,
		test: test{"shared/store", "TestEveryActNotifiesOnce"},
	},
	{
		name: "acts that race with deactivations and killed connections: notifications that were invented or doubled", tried: 10_000,
		test: test{"shared/store", "TestEveryActNotifiesOnce"},
	},
	{
		name: "acts that a hostile user repeats: notified more than once in an hour", tried: 10_000,
		test: test{"functions/notifications", "TestRepeatedActsNotifyOnceAnHour"},
	},
	{
		name: "posts and notifications streamed under faults: lost", tried: 100_000,
		test: test{"functions/stream", "TestEveryPostAndNotificationArrivesOnceAndInOrder"},
	},
	{
		name: "posts and notifications streamed under faults: twice or out of order", tried: 100_000,
		test: test{"functions/stream", "TestEveryPostAndNotificationArrivesOnceAndInOrder"},
	},
	{name: "reports that race with each other and with resolutions: rounds with two open cases", tried: 500, test: reports},
	{name: "reports that race with each other and with resolutions: rounds with reports lost or doubled", tried: 500, test: reports},
	{name: "actions of moderators and admins at once: not in the log exactly once", tried: 1000, test: actions},
	{name: "updates and deletions of entries of the log of moderation: accepted", tried: 2000, test: actions},
	{name: "requests at saturation and at twice that: answered otherwise than right, 429 or 503", tried: 100_000, test: overload},
	{name: "writes acknowledged at saturation and at twice that: lost", tried: 10_000, test: overload},
	{name: "looks at memory and goroutines at saturation and at twice that: a quarter above the first half's", tried: 190, test: overload},
	{name: "p99 of 2,000 requests after the overload: more than twice that before", tried: 1, long: true, test: overload},
}

// choose returns the figures of tests with only in their name. In short form, it
// skips the long ones.
func choose(only string, short bool) []want {
	var chosen []want
	for _, w := range wants {
		if strings.Contains(w.test.name, only) && (!short || !w.long) {
			chosen = append(chosen, w)
		}
	}
	return chosen
}
