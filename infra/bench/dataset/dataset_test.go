package dataset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/shared/social"
)

func TestSameSizeMakesSameRows(t *testing.T) {
	t.Parallel()
	one, two := dataset.New(dataset.Tiny), dataset.New(dataset.Tiny)
	for id := int64(1); id <= int64(one.Posts); id++ {
		if a, b := fmt.Sprint(one.Post(id)), fmt.Sprint(two.Post(id)); a != b {
			t.Fatalf("post %d is\n%s\nand\n%s", id, a, b)
		}
	}
	for id := int64(1); id <= int64(one.Comments); id++ {
		if a, b := one.Comment(id), two.Comment(id); a != b {
			t.Fatalf("comment %d is\n%v\nand\n%v", id, a, b)
		}
	}
	for id := int64(1); id <= int64(one.Users); id++ {
		if a, b := one.User(id), two.User(id); a != b || !slices.Equal(one.Followees(id), two.Followees(id)) {
			t.Fatalf("user %d is %v and %v", id, a, b)
		}
	}
}

// TestSetStaysTheSame detects accidental changes of the generator, after which new
// figures could not be compared with old ones.
func TestSetStaysTheSame(t *testing.T) {
	t.Parallel()
	post := dataset.New(dataset.Tiny).Post(4_000)
	post.Content = post.Content[:36]
	want := dataset.Post{
		ID: 4_000, Author: 161, Title: "dafiro fibepo dever bipe papi bade lelus pukago",
		Content: "goli mamit selor pibunor vakone sure", Tags: []string{"fibugut", "tupi", "votur"},
		CreatedAt: time.Date(2026, time.June, 30, 20, 32, 1, 573776000, time.UTC),
	}
	if got := fmt.Sprint(post); got != fmt.Sprint(want) {
		t.Errorf("post 4000 is\n%s\nwant\n%v", got, want)
	}
}

func TestGroupsFollowExactly(t *testing.T) {
	t.Parallel()
	for _, size := range []dataset.Size{dataset.Tiny, dataset.S} {
		set := dataset.New(size)
		for _, g := range dataset.Groups() {
			for _, reader := range set.Members(g) {
				followees := set.Followees(reader)
				if len(followees) != size.Counts[g] {
					t.Errorf("size %s: reader %d of %s follows %d, want %d", size.Name, reader, g, len(followees), size.Counts[g])
				}
				if g != dataset.Silent && set.User(reader).Posts == 0 && size.Name == "S" {
					t.Errorf("reader %d of %s wrote nothing", reader, g)
				}
				if g == dataset.Silent && set.User(reader).Posts > 0 {
					t.Errorf("reader %d of %s wrote posts", reader, g)
				}
			}
		}
	}
}

// TestQuietAuthorsStopped checks the feeds of the readers who follow quiet authors:
// they contain no posts from the last three quarters.
func TestQuietAuthorsStopped(t *testing.T) {
	t.Parallel()
	set := dataset.New(dataset.S)
	all := set.Matching(dataset.Match{})
	quarter := dataset.End.AddDate(0, 0, -dataset.Days*3/4)
	for _, g := range []dataset.Group{dataset.QuietSome, dataset.QuietMany} {
		for _, reader := range set.Members(g) {
			page := set.Feed(reader, all, 20)
			if len(page) != 20 {
				t.Fatalf("the feed of %d has %d posts, want 20", reader, len(page))
			}
			if at := set.PostedAt(page[0]); at.After(quarter) {
				t.Errorf("the feed of %d begins at %s, after %s", reader, at, quarter)
			}
		}
	}
}

func TestTotalsAreThoseOfTheSize(t *testing.T) {
	t.Parallel()
	for _, size := range []dataset.Size{dataset.Tiny, dataset.S} {
		set := dataset.New(size)
		var followers, following, posts int
		most := 0
		for id := int64(1); id <= int64(size.Users); id++ {
			u := set.User(id)
			followers += u.Followers
			following += u.Following
			posts += u.Posts
			most = max(most, u.Followers)
			if !slices.IsSorted(set.Followees(id)) || len(slices.Compact(slices.Clone(set.Followees(id)))) != u.Following {
				t.Fatalf("user %d follows %v, want distinct ids in order", id, set.Followees(id))
			}
			if set.DoesFollow(id, id) {
				t.Fatalf("user %d follows themselves", id)
			}
		}
		if followers != size.Follows || following != size.Follows || posts != size.Posts {
			t.Errorf("size %s: %d followers, %d followees, %d posts, want %d, %d, %d",
				size.Name, followers, following, posts, size.Follows, size.Follows, size.Posts)
		}
		if most < size.Users/2 || most > size.Users*6/10 {
			t.Errorf("size %s: the most followed user has %d followers, want about half of %d", size.Name, most, size.Users)
		}
	}
}

func TestFollowersAndAuthorsAreUneven(t *testing.T) {
	t.Parallel()
	set := dataset.New(dataset.S)
	var followers, posts []int
	for id := int64(1); id <= int64(set.Users); id++ {
		followers = append(followers, set.User(id).Followers)
		posts = append(posts, set.User(id).Posts)
	}
	for _, counts := range [][]int{followers, posts} {
		slices.Sort(counts)
		median, top := counts[len(counts)/2], counts[len(counts)-len(counts)/1000]
		if top < 10*median {
			t.Errorf("the top thousandth has %d, the median %d; want at least 10 times as many", top, median)
		}
	}
}

func TestPostsAreInOrderAndValid(t *testing.T) {
	t.Parallel()
	set := dataset.New(dataset.Tiny)
	var last time.Time
	ties, length := 0, 0
	for id := int64(1); id <= int64(set.Posts); id++ {
		p := set.Post(id)
		if problems := (social.PostDraft{Title: p.Title, Content: p.Content, Tags: p.Tags}).Validate(); problems != nil {
			t.Fatalf("post %d: %v", id, problems)
		}
		if p.CreatedAt.Before(last) || p.CreatedAt.After(dataset.End) || p.CreatedAt.Nanosecond()%1000 != 0 {
			t.Fatalf("post %d is of %s, the one before of %s; want them in order", id, p.CreatedAt, last)
		}
		if p.CreatedAt.Equal(last) {
			ties++
		}
		if len(p.Tags) > 3 {
			t.Fatalf("post %d has the tags %v, want at most 3", id, p.Tags)
		}
		last = p.CreatedAt
		length += len(p.Content)
	}
	if ties != set.Posts/1000 {
		t.Errorf("%d posts have the time of the one before, want %d", ties, set.Posts/1000)
	}
	if mean := length / set.Posts; mean < 270 || mean > 295 {
		t.Errorf("a post has %d characters on average, want 270 to 295", mean)
	}
}

func TestWordsAndTagsAreAsFrequentAsPromised(t *testing.T) {
	t.Parallel()
	set := dataset.New(dataset.S)
	found := map[string]int{}
	for id := int64(1); id <= int64(set.Posts); id++ {
		p := set.Post(id)
		for _, probe := range dataset.Probes {
			contains := strings.Contains(p.Title, probe.Word) || strings.Contains(p.Content, probe.Word)
			if contains != set.Has(id, probe) {
				t.Fatalf("post %d: Has(%s) is %t, but it is\n%s\n%s", id, probe.Word, !contains, p.Title, p.Content)
			}
			if contains {
				found[probe.Word]++
			}
		}
		if !slices.Equal(set.Tags(id), p.Tags) {
			t.Fatalf("post %d has the tags %v and %v", id, p.Tags, set.Tags(id))
		}
		for _, tag := range p.Tags {
			found[tag]++
		}
	}
	for _, probe := range dataset.Probes {
		about(t, probe.Word, found[probe.Word], set.Posts*probe.Per/10_000)
	}
	about(t, "the first tag", found[dataset.Tag(0)], set.Posts*17/100)
	about(t, "the third tag", found[dataset.Tag(2)], set.Posts*6/100)
	about(t, "the 21st tag", found[dataset.Tag(20)], set.Posts*8/1000)
	if found[dataset.Tag(1999)] == 0 {
		t.Error("no post has the last tag")
	}
}

// about compares with a tolerance of a tenth, and more for small numbers.
func about(t *testing.T, what string, got, want int) {
	t.Helper()
	if off := got - want; off*off > want*want/100+10*want {
		t.Errorf("%s is in %d posts, want some %d", what, got, want)
	}
}

func TestCommentsOnCountsWhatPostsSay(t *testing.T) {
	t.Parallel()
	set := dataset.New(dataset.Tiny)
	comments := set.CommentsOn(set.Matching(dataset.Match{}))
	total := 0
	for post, ids := range comments {
		if len(ids) != set.Post(post).Comments {
			t.Errorf("post %d has %d comments and says %d", post, len(ids), set.Post(post).Comments)
		}
		for i, id := range ids {
			if set.Comment(id).Post != post || i > 0 && id >= ids[i-1] {
				t.Fatalf("post %d has the comments %v, want its own, newest first", post, ids)
			}
		}
		total += len(ids)
	}
	if total != set.Comments {
		t.Errorf("%d comments, want %d", total, set.Comments)
	}
}

func TestFeedHasTheMatchingPostsOfFollowedUsers(t *testing.T) {
	t.Parallel()
	set := dataset.New(dataset.Tiny)
	probe := dataset.Probes[0]
	match := dataset.Match{Probe: &probe, Tag: dataset.Tag(0), First: 1000, Last: 3900}
	for _, g := range dataset.Groups() {
		for _, reader := range set.Members(g) {
			want := []int64{}
			for id := int64(3900); id >= 1000; id-- {
				p := set.Post(id)
				followed := p.Author == reader || slices.Contains(set.Followees(reader), uint32(p.Author))
				if followed && slices.Contains(p.Tags, dataset.Tag(0)) && strings.Contains(p.Title+" "+p.Content, probe.Word) {
					want = append(want, id)
				}
			}
			if got := set.Feed(reader, set.Matching(match), len(want)+1); !slices.Equal(got, want) {
				t.Errorf("the feed of %d is %v, want %v", reader, got, want)
			}
		}
	}
}

func TestParseSizeRefusesOthers(t *testing.T) {
	t.Parallel()
	if size, err := dataset.ParseSize("l"); err != nil || size != dataset.L {
		t.Errorf("got %v, %v for l, want size L", size, err)
	}
	if _, err := dataset.ParseSize("XL"); err == nil {
		t.Error("the unknown size XL was accepted")
	}
}
