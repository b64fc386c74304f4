package scenario

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/load"
)

// hiddenUsers are the users that a reader has blocked and muted, and what is left to read.
type hiddenUsers struct {
	blocked, muted map[int64]bool
	discussed      []int64 // the discussed posts that are not by a blocked user
	feed           page
}

// blockers are the readers who block and mute. They follow 150 users.
const blockers = dataset.Some

// blockedUsers returns how many users each blocker blocks.
func blockedUsers(size dataset.Size) int { return min(1000, size.Users/10) }

const (
	muteEvery = 5 // a reader mutes one in five of the users that they follow
	// How many users comment on a post of each reader: visible ones, who are more than a
	// page, and unseen ones: this many blocked and this many muted.
	seenActors, unseenActors = notifiedOf, 5
)

// afterBlocks returns the scenarios of readers who have blocked and muted users. They
// come last, because the readers see less from then on.
func (w *World) afterBlocks() []Scenario {
	suffix := fmt.Sprintf(", blocked %d", blockedUsers(w.Set.Size))
	as := func(name string, next func(c *load.Client, reader int64) Call) Scenario {
		return Scenario{
			Name: name + suffix, Baseline: JSON, Writes: true, Prepare: w.prepareBlocks,
			Next: func(c *load.Client) Call {
				readers := w.Set.Members(blockers)
				return next(c, readers[c.Random.IntN(len(readers))])
			},
		}
	}
	return []Scenario{
		as("feed, "+w.Set.Describe(blockers), func(_ *load.Client, reader int64) Call { return w.call(w.hidden[reader].feed) }),
		as("comments of a post", func(c *load.Client, reader int64) Call { return w.commentsOf(c, reader, w.hidden[reader].discussed) }),
		as("followers", w.followersOf),
		as("search of users", w.find),
		as("notifications", func(_ *load.Client, reader int64) Call { return w.notificationsOf(reader) }),
	}
}

// prepareBlocks makes the readers block and mute, once. Before that they are notified of
// comments by some of the users that they will block and mute.
func (w *World) prepareBlocks(ctx context.Context) error {
	if w.hidden != nil {
		return nil
	}
	w.Changed.Store(true)
	all := map[int64]hiddenUsers{}
	for _, reader := range w.Set.Members(blockers) {
		s := w.choose(reader)
		if err := w.notify(ctx, reader, s); err != nil {
			return err
		}
		all[reader] = s
	}
	if err := w.block(ctx, all); err != nil {
		return err
	}
	w.hidden = all
	for reader, s := range all {
		s.discussed = slices.DeleteFunc(slices.Clone(w.discussed), func(post int64) bool { return s.blocked[w.Set.Author(post)] })
		seen := slices.DeleteFunc(w.Set.Feed(reader, w.all, deep), func(post int64) bool { return s.muted[w.Set.Author(post)] })
		s.feed = page{reader: reader, want: seen[:min(pageSize, len(seen))]}
		all[reader] = s
	}
	return nil
}

// choose chooses the users that the reader blocks and mutes. It blocks nobody who follows
// the reader or whom the reader follows, because a block would end the follow. It leaves
// out the most followed users and the blockers.
func (w *World) choose(reader int64) hiddenUsers {
	untouched := slices.Concat(w.famous, w.Set.Members(blockers))
	s := hiddenUsers{blocked: map[int64]bool{}, muted: map[int64]bool{}}
	for n, followee := range w.Set.Followees(reader) {
		if id := int64(followee); n%muteEvery == 0 && !slices.Contains(untouched, id) {
			s.muted[id] = true
		}
	}
	for n := int64(0); n < int64(w.Set.Users) && len(s.blocked) < blockedUsers(w.Set.Size); n++ {
		id := 1 + (n*7919+reader)%int64(w.Set.Users)
		if !slices.Contains(untouched, id) && !w.Set.DoesFollow(id, reader) && !w.Set.DoesFollow(reader, id) {
			s.blocked[id] = true
		}
	}
	return s
}

// notify makes visible users, and users that the reader will block or mute, comment on
// the reader's newest post.
func (w *World) notify(ctx context.Context, reader int64, s hiddenUsers) error {
	i := slices.IndexFunc(w.all, func(post int64) bool { return w.Set.Author(post) == reader })
	if i < 0 {
		return fmt.Errorf("reader %d has written nothing", reader)
	}
	var seen, unseen []int64
	for id := int64(w.Set.Users); id > 0; id-- {
		switch {
		case s.blocked[id] && len(unseen) < unseenActors:
			unseen = append(unseen, id)
		case !s.blocked[id] && !s.muted[id] && id != reader && len(seen) < seenActors:
			seen = append(seen, id)
		}
	}
	muted := slices.Sorted(maps.Keys(s.muted))
	unseen = append(unseen, muted[:min(unseenActors, len(muted))]...)
	for _, id := range slices.Concat(seen, unseen) {
		if err := w.commentOn(ctx, id, w.all[i]); err != nil {
			return err
		}
	}
	return nil
}

// block stores the blocks and mutes in the database: with requests it would take minutes.
func (w *World) block(ctx context.Context, all map[int64]hiddenUsers) error {
	var blocks, mutes [][]any
	for reader, s := range all {
		for id := range s.blocked {
			blocks = append(blocks, []any{reader, id})
		}
		for id := range s.muted {
			mutes = append(mutes, []any{reader, id})
		}
	}
	return w.database(ctx, func(conn *pgx.Conn) error {
		if _, err := conn.CopyFrom(ctx, pgx.Identifier{"blocks"}, []string{"blocker_id", "blocked_id"}, pgx.CopyFromRows(blocks)); err != nil {
			return fmt.Errorf("store blocks: %w", err)
		}
		if _, err := conn.CopyFrom(ctx, pgx.Identifier{"mutes"}, []string{"muter_id", "muted_id"}, pgx.CopyFromRows(mutes)); err != nil {
			return fmt.Errorf("store mutes: %w", err)
		}
		_, err := conn.Exec(ctx, `ANALYZE blocks, mutes`)
		return err
	})
}

// database connects as the superuser, for what no request can do.
func (w *World) database(ctx context.Context, do func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, w.DatabaseURL)
	if err != nil {
		return fmt.Errorf("connect to prepare: %w", err)
	}
	defer conn.Close(ctx)
	return do(conn)
}
