package dataset

// zipfBits is the size of the table. Numbers rarer than 1 in 65,536 may never be
// drawn.
const zipfBits = 16

// zipf draws numbers; the probability of k is proportional to 1/(k+shift).
type zipf []uint16

func newZipf(n int, shift float64) zipf {
	total := 0.0
	for k := range n {
		total += 1 / (float64(k) + shift)
	}
	table := make(zipf, 1<<zipfBits)
	k, sum := 0, 1/shift
	for i := range table {
		for k < n-1 && sum/total*(1<<zipfBits) < float64(i)+0.5 {
			k++
			sum += 1 / (float64(k) + shift)
		}
		table[i] = uint16(k)
	}
	return table
}

func (z zipf) draw(r *random) int { return int(z[r.next()>>(64-zipfBits)]) }
