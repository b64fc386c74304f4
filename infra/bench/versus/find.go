package versus

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
)

// find returns the value at a path like data.0.id in a JSON text.
func find(text []byte, path string) (any, error) {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return nil, fmt.Errorf("the response is not JSON: %w", err)
	}
	for name := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			inner, ok := v[name]
			if !ok {
				return nil, fmt.Errorf("the response has no %s", path)
			}
			value = inner
		case []any:
			n, err := strconv.Atoi(name)
			if err != nil || n < 0 || n >= len(v) {
				return nil, fmt.Errorf("the response has no %s", path)
			}
			value = v[n]
		default:
			return nil, fmt.Errorf("the response has no %s", path)
		}
	}
	return value, nil
}
