package users

import (
	"context"
	"net/http"
)

// block makes the signed-in user and another invisible to each other.
//
//	@ID				blockUser
//	@Summary		Block a user
//	@Description	Ends both follows. From then on you can't see each other: no profile, posts, comments, likes, lists, search results, mentions, notifications or streams. Moderation is not affected. Counters still count what the other does.
//	@Tags			users
//	@Security		Bearer
//	@Param			id	path	integer	true	"The user's id"	minimum(1)
//	@Success		204
//	@Failure		400,404	{object}	web.Problem
//	@Failure		409		{object}	web.Problem	"You have blocked 10,000 users already"
//	@Router			/v1/users/{id}/block [put]
func (s service) block(w http.ResponseWriter, r *http.Request) error {
	return toOther(w, r, "block", s.blockAndPin)
}

// unblock removes a block.
//
//	@ID				unblockUser
//	@Summary		Unblock a user
//	@Description	Both can see each other again. The follows that the block ended are not restored.
//	@Tags			users
//	@Security		Bearer
//	@Param			id	path	integer	true	"The user's id"	minimum(1)
//	@Success		204
//	@Failure		400,404	{object}	web.Problem
//	@Router			/v1/users/{id}/block [delete]
func (s service) unblock(w http.ResponseWriter, r *http.Request) error {
	return toOther(w, r, "unblock", s.blocks.Remove)
}

// blockAndPin also pins the blocked user to the primary, because a replica that lags
// would still show what the block hides.
func (s service) blockAndPin(ctx context.Context, blocker, blocked int64) error {
	if err := s.blocks.Add(ctx, blocker, blocked); err != nil {
		return err
	}
	s.actors.Pin(ctx, blocked)
	return nil
}
