package dataset

import (
	"slices"
	"strings"
)

// Probe is a word to search for. Per is the number of posts in 10,000 that contain
// it.
type Probe struct {
	Word string
	Per  int
}

// Probes are the words to search for. They consist of the same syllables as all other
// words, so that a trigram index has no shortcut. No other word contains one of them.
var Probes = [...]Probe{{"tamiro", 4400}, {"keludo", 100}, {"sopavi", 1}, {"nerufa", 0}}

const (
	words    = 20_000
	tagWords = 2_000
)

var (
	vocabulary = newVocabulary()
	wordRanks  = newZipf(words, 3)
	tagRanks   = newZipf(tagWords, 1)
)

// newVocabulary generates words of two to four syllables, short ones first.
func newVocabulary() []string {
	const consonants, vowels = "bdfgklmnprstv", "aeiou"
	r := newRandom(streamVocabulary, 0)
	seen := map[string]bool{}
	list := make([]string, 0, words)
	for len(list) < words {
		var b strings.Builder
		for range 2 + len(list)*2/words + r.below(2) {
			b.WriteByte(consonants[r.below(len(consonants))])
			b.WriteByte(vowels[r.below(len(vowels))])
		}
		if r.below(3) == 0 {
			b.WriteByte("nrst"[r.below(4)])
		}
		word := b.String()
		probe := slices.ContainsFunc(Probes[:], func(p Probe) bool { return strings.Contains(word, p.Word) })
		if !seen[word] && !probe {
			seen[word] = true
			list = append(list, word)
		}
	}
	return list
}

// Tag returns the tag of that rank. The tag of rank 0 is on the most posts.
func Tag(rank int) string { return vocabulary[rank*7] }

// text generates a text that contains the extra words. It has length bytes or slightly
// more.
func text(r *random, length int, extra []string) string {
	b := make([]byte, 0, length+40)
	offset := r.below(length)
	for len(b) < length || len(extra) > 0 {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		if len(extra) > 0 && len(b) >= offset {
			b = append(b, extra[0]...)
			extra = extra[1:]
		} else {
			b = append(b, vocabulary[wordRanks.draw(r)]...)
		}
	}
	return string(b)
}
