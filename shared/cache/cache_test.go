package cache_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"social.example/shared/cache"
	"social.example/shared/social"
	"social.example/shared/test/figure"
	"social.example/shared/test/testredis"
)

func actor(version int64) social.Actor {
	return social.Actor{
		ID: 7, Username: "maya", Level: social.Moderator, Active: true, Version: version,
		TokensValidAfter: time.Date(2026, 3, 1, 12, 0, 0, 123456000, time.UTC),
	}
}

// patient returns a client with a longer timeout than a request's.
func patient(t *testing.T) redis.UniversalClient {
	t.Helper()
	options, err := redis.ParseURL(testredis.Config(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func get(t *testing.T, client redis.UniversalClient) (social.Actor, bool) {
	t.Helper()
	value, _ := client.Get(t.Context(), cache.Key(7)).Result()
	return cache.Parse(7, value)
}

func TestPutStoresTheUserForAMinute(t *testing.T) {
	t.Parallel()
	client := patient(t)
	if err := (cache.Users{Redis: client}).Put(t.Context(), actor(3)); err != nil {
		t.Fatal(err)
	}
	if got, ok := get(t, client); !ok || !reflect.DeepEqual(got, actor(3)) {
		t.Errorf("got %+v, %t, want %+v", got, ok, actor(3))
	}
	if left := client.TTL(t.Context(), cache.Key(7)).Val(); left <= 0 || left > cache.TTL {
		t.Errorf("the value's TTL is %v, want at most %v", left, cache.TTL)
	}
}

func TestPutWithoutRedisDoesNothing(t *testing.T) {
	t.Parallel()
	if err := (cache.Users{}).Put(t.Context(), actor(1)); err != nil {
		t.Error(err)
	}
}

func TestPutNeverReplacesANewerVersion(t *testing.T) {
	t.Parallel()
	client := patient(t)
	users := cache.Users{Redis: client}
	const writers = 20
	rounds, wrong := figure.Size(100, 10_000), 0
	for round := range rounds {
		var wait sync.WaitGroup
		for _, i := range rand.Perm(writers) {
			wait.Go(func() {
				if err := users.Put(t.Context(), actor(int64(round*writers+i+1))); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if got, ok := get(t, client); !ok || got.Version != int64((round+1)*writers) {
			wrong++
			t.Errorf("round %d left version %d, want %d", round, got.Version, (round+1)*writers)
		}
	}
	figure.Report(t, "races: cache against writes, rounds that left an old user", rounds, wrong)
}

func TestPutReplacesAnInvalidValue(t *testing.T) {
	t.Parallel()
	client := patient(t)
	for _, garbage := range []string{"", "x", ":", "null", `{"id":7}`, "v9:{}", "-1:{}", "9:{}"} {
		if err := client.Set(t.Context(), cache.Key(7), garbage, 0).Err(); err != nil {
			t.Fatal(err)
		}
		if err := (cache.Users{Redis: client}).Put(t.Context(), actor(1)); err != nil {
			t.Fatal(err)
		}
		if got, ok := get(t, client); !ok || !reflect.DeepEqual(got, actor(1)) {
			t.Errorf("replacing %q: got %+v, %t, want %+v", garbage, got, ok, actor(1))
		}
	}
}

func TestParseTakesOnlyAValueOfTheUser(t *testing.T) {
	t.Parallel()
	const member = `"username":"maya","level":1,"active":true`
	for value, want := range map[string]bool{
		fmt.Sprintf(`3:{"id":7,%s,"version":3}`, member): true,
		fmt.Sprintf(`3:{"id":8,%s,"version":3}`, member): false,
		fmt.Sprintf(`3:{"id":7,%s}`, member):             false,
		fmt.Sprintf(`{"id":7,%s,"version":3}`, member):   false,
		"": false, "3:": false, "3:null": false, "3:{}": false, "3:[]": false, "\x00\xff": false,
		`3:{"id":"7"}`: false,
	} {
		if _, ok := cache.Parse(7, value); ok != want {
			t.Errorf("Parse(%q) found %t, want %t", value, ok, want)
		}
	}
}
