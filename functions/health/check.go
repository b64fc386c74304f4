package health

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/redis"
	"social.example/shared/web"
)

// checkTime is how long PostgreSQL may take to respond before it counts as
// unavailable.
const checkTime = 2 * time.Second

// report is the health of the system. If Redis is down, its check is
// "unavailable" and the status stays "ok": the system still serves requests, and
// each instance counts rate limits by itself. If no Redis is configured, its check
// is "disabled".
type report struct {
	Status  string `json:"status" enums:"ok" example:"ok"`
	Version string `json:"version" example:"1.4.0"`
	Checks  checks `json:"checks"`
}

type checks struct {
	Postgres string `json:"postgres" enums:"ok" example:"ok"`
	Redis    string `json:"redis" enums:"ok,unavailable,disabled" example:"ok"`
}

// check pings PostgreSQL and Redis. It returns an Unavailable error if PostgreSQL
// does not respond.
//
//	@ID			checkHealth
//	@Summary	Check the system's health
//	@Tags		health
//	@Success	200	{object}	web.Answer[report]
//	@Failure	503	{object}	web.Problem{version=string,checks=object{postgres=string,redis=string}}
//	@Router		/v1/health [get]
func (s service) check(w http.ResponseWriter, r *http.Request) error {
	answer := report{Status: "ok", Version: s.version, Checks: checks{Postgres: "ok", Redis: "ok"}}
	var group errgroup.Group
	group.Go(func() error {
		ctx, cancel := context.WithTimeout(r.Context(), checkTime)
		defer cancel()
		return postgres.Fault(s.db.Ping(ctx))
	})
	group.Go(func() error {
		answer.Checks.Redis = s.checkRedis(r.Context())
		return nil
	})
	if err := group.Wait(); err != nil {
		return unavailable(err, answer)
	}
	return web.JSON(w, http.StatusOK, answer)
}

func (s service) checkRedis(ctx context.Context) string {
	if s.redis == nil {
		return "disabled"
	}
	ctx, cancel := context.WithTimeout(ctx, redis.Timeout)
	defer cancel()
	if s.redis.Ping(ctx).Err() != nil {
		return "unavailable"
	}
	return "ok"
}

// unavailable returns an Unavailable error that carries the result of each check.
func unavailable(err error, answer report) error {
	f := fault.UnavailableBy(err)
	answer.Checks.Postgres = "unavailable"
	f.Extensions = map[string]any{"version": answer.Version, "checks": answer.Checks}
	return f
}
