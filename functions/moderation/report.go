package moderation

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/web"
)

// report reports a post, a comment or a user to the moderators.
//
//	@ID				report
//	@Summary		Report a post, a comment or a user
//	@Description	Exactly one of `post_id`, `comment_id` and `user_id` is given. If you report the same subject again, the response is 200 with the id of your first report.
//	@Tags			moderation
//	@Security		Bearer
//	@Param			body				body		social.ReportDraft	true	"What is reported and why"
//	@Success		200,201				{object}	web.Answer[social.Reported]
//	@Failure		400,404,413,415	{object}	web.Problem
//	@Router			/v1/reports [post]
func (s service) report(w http.ResponseWriter, r *http.Request) error {
	draft, err := web.Decode[social.ReportDraft](w, r)
	if err != nil {
		return err
	}
	id, created, err := s.moderation.Report(r.Context(), auth.Actor(r.Context()).ID, draft)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if created {
		status = http.StatusCreated
	}
	return web.JSON(w, status, social.Reported{ID: id})
}
