package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// withSubjects reads the subjects of the cases as the viewer sees them, whether or not
// they are visible to others. A subject that was deleted is nil, even if a
// placeholder is left.
func (s Moderation) withSubjects(ctx context.Context, viewer int64, found []foundCase) ([]social.Case, error) {
	ids := map[social.SubjectKind][]int64{}
	for _, c := range found {
		ids[c.Kind] = append(ids[c.Kind], c.subject)
	}
	posts, err := s.reportedPosts(ctx, viewer, ids[social.PostSubject])
	if err != nil {
		return nil, err
	}
	comments, on, err := s.reportedComments(ctx, viewer, ids[social.CommentSubject])
	if err != nil {
		return nil, err
	}
	users, err := s.reportedUsers(ctx, viewer, ids[social.UserSubject])
	if err != nil {
		return nil, err
	}
	cases := make([]social.Case, len(found))
	for i, c := range found {
		cases[i] = c.Case
		switch c.Kind {
		case social.PostSubject:
			if post, ok := posts[c.subject]; ok {
				cases[i].Subject = post
			}
		case social.CommentSubject:
			if comment, ok := comments[c.subject]; ok {
				post := on[c.subject]
				cases[i].Subject, cases[i].Post = comment, &post
			}
		case social.UserSubject:
			if user, ok := users[c.subject]; ok {
				cases[i].Subject = user
			}
		}
	}
	return cases, nil
}

func (s Moderation) reportedPosts(ctx context.Context, viewer int64, ids []int64) (map[int64]social.Post, error) {
	byID := map[int64]social.Post{}
	if len(ids) == 0 {
		return byID, nil
	}
	posts, err := queryAll(ctx, s.DB, scanPost, `
		SELECT `+postColumns+` FROM posts p JOIN users u ON u.id = p.user_id WHERE p.id = ANY (@ids) AND NOT `+isDeleted(`p.id`),
		pgx.StrictNamedArgs{"viewer": viewer, "ids": ids})
	for _, post := range posts {
		byID[post.ID] = post
	}
	return byID, err
}

// reportedComments also returns the posts that the comments are on.
func (s Moderation) reportedComments(
	ctx context.Context, viewer int64, ids []int64,
) (byID map[int64]social.Comment, on map[int64]social.NotifiedPost, err error) {
	byID, on = map[int64]social.Comment{}, map[int64]social.NotifiedPost{}
	if len(ids) == 0 {
		return byID, on, nil
	}
	_, err = queryAll(ctx, s.DB, func(row pgx.CollectableRow) (comment social.Comment, err error) {
		var takenDown bool
		var post social.NotifiedPost
		comment, err = scanCommentAnd(&takenDown, &post.Title)(row)
		if err == nil {
			post.ID, comment.IsRemoved = comment.PostID, takenDown
			byID[comment.ID], on[comment.ID] = comment, post
		}
		return comment, err
	}, `
		SELECT `+commentColumns+`, c.taken_down_at IS NOT NULL, p.title
		FROM comments c JOIN users u ON u.id = c.user_id JOIN posts p ON p.id = c.post_id
		WHERE c.id = ANY (@ids) AND c.removed_at IS NULL AND NOT `+isDeleted(`p.id`),
		pgx.StrictNamedArgs{"viewer": viewer, "ids": ids})
	return byID, on, err
}

func (s Moderation) reportedUsers(ctx context.Context, viewer int64, ids []int64) (map[int64]social.User, error) {
	byID := map[int64]social.User{}
	if len(ids) == 0 {
		return byID, nil
	}
	users, err := queryAll(ctx, s.DB, scanUser, `SELECT `+userColumns+` FROM users u WHERE u.id = ANY (@ids)`,
		pgx.StrictNamedArgs{"viewer": viewer, "ids": ids})
	for _, user := range users {
		byID[user.ID] = user
	}
	return byID, err
}
