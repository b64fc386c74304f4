// Command cmd responds to every request with the same JSON. It shows what net/http
// can do on this machine without other work.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"social.example/shared/social"
)

func main() {
	user := social.User{ID: 42, Username: "maya", CreatedAt: time.Now(), FollowersCount: 10, FollowingCount: 10, PostsCount: 10}
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]social.User{"data": user}) // fails only if the client has gone
	})
	if err := http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), handler); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
