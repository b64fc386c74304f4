package scenario

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/load"
)

// tagRanks are the ranks of tags on about 17, 6, 0.8 and 0.01 % of the posts.
var tagRanks = [...]int{0, 2, 20, 1999}

// The names of the scenarios in the targets, and of those with parts.
const (
	Profile = "profile"
	Read    = "post with comments"
	SignIn  = "sign-in"
	Create  = "create post"
	Comment = "comment"
	Follow  = "follow, unfollow"
	Mix     = "mix"
	LikeOne = "like, unlike: all one post"
	LikeOwn = "like, unlike: each another post"
)

// Search returns the name of the search for that word.
func Search(p dataset.Probe) string {
	return fmt.Sprintf("feed, search in %.4g %%", float64(p.Per)/100)
}

// Names returns the names of a size's scenarios.
func Names(size dataset.Size) []string {
	var names []string
	for _, s := range (&World{Set: &dataset.Set{Size: size}}).All() {
		names = append(names, s.Name)
	}
	return names
}

// All returns the scenarios, with the writing ones last.
func (w *World) All() []Scenario {
	list := []Scenario{
		{Name: Profile, Baseline: JSON, Next: w.profile},
		{Name: Read, Baseline: JSON, Next: w.read},
	}
	for _, g := range dataset.Groups() {
		list = append(list, w.feed(g))
	}
	for _, g := range []dataset.Group{dataset.Some, dataset.Many, dataset.Most, dataset.QuietMany} {
		list = append(list, w.deepFeed(g))
	}
	for _, p := range dataset.Probes {
		list = append(list, w.filtered(Search(p), url.Values{"search": {p.Word}}, dataset.Match{Probe: &p}))
	}
	for _, rank := range tagRanks {
		tag := dataset.Tag(rank)
		name := fmt.Sprintf("feed, tag of rank %d", rank+1)
		list = append(list, w.filtered(name, url.Values{"tags": {tag}}, dataset.Match{Tag: tag}))
	}
	list = append(list, w.span())
	list = append(list, w.lists()...)
	list = append(list,
		Scenario{Name: SignIn, Baseline: Bcrypt, Next: w.signIn},
		Scenario{Name: Create, Baseline: JSON, Writes: true, Next: w.create},
		Scenario{Name: Comment, Baseline: JSON, Writes: true, Next: w.comment},
		Scenario{Name: Follow, Baseline: JSON, Writes: true, Next: w.follow},
		Scenario{Name: LikeOne, Baseline: JSON, Writes: true, Next: w.likeOne},
		Scenario{Name: LikeOwn, Baseline: JSON, Writes: true, Next: w.likeOwn},
		Scenario{Name: "reply", Baseline: JSON, Writes: true, Next: w.reply},
		Scenario{Name: "notifications", Baseline: JSON, Writes: true, Prepare: w.prepareNotifications, Next: w.notifications},
		Scenario{Name: "unread notifications", Baseline: JSON, Writes: true, Prepare: w.prepareNotifications, Next: w.unread},
		Scenario{Name: "mix with likes", Baseline: JSON, Writes: true, Prepare: w.prepareSocialMix, Next: w.mixWithLikes},
		Scenario{Name: Mix, Baseline: JSON, Writes: true, Prepare: w.prepareMix, Next: w.mix},
	)
	list = append(list, w.moderation()...)
	return append(list, w.afterBlocks()...)
}

// span requests the feed of the middle fifth of the time.
func (w *World) span() Scenario {
	first, last := int64(w.Set.Posts*4/10)+1, int64(w.Set.Posts*6/10)+1
	query := url.Values{
		"since": {w.Set.PostedAt(first).Format(time.RFC3339Nano)},
		"until": {w.Set.PostedAt(last).Format(time.RFC3339Nano)},
	}
	return w.filtered("feed, since and until", query, dataset.Match{First: first, Last: last})
}

// prepareMix makes the first pages of all groups.
func (w *World) prepareMix(context.Context) error {
	w.any()
	return nil
}

func (w *World) anyFeed(c *load.Client) Call {
	pages := w.any()
	return w.call(pages[c.Random.IntN(len(pages))])
}
