package main

import (
	"net/http"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/scenario"
	"social.example/infra/bench/versus"
)

// described returns the requests of the scenarios that a recipe can express, by the
// scenario's name.
func described(size dataset.Size) map[string][]versus.Request {
	request := func(method, path, body string, status int, has string) versus.Request {
		r := versus.Request{Exchange: versus.Exchange{Method: method, Path: path, Status: status}, Has: has}
		if body != "" {
			r.Body = jsontext.Value(body)
		}
		return r
	}
	get := func(path, has string) versus.Request { return request(http.MethodGet, path, "", http.StatusOK, has) }
	post := func(path, body, has string) versus.Request {
		return request(http.MethodPost, path, body, http.StatusCreated, has)
	}
	put := func(path string) versus.Request { return request(http.MethodPut, path, "", http.StatusNoContent, "") }
	weighted := func(weight float64, r versus.Request) versus.Request {
		r.Weight = weight
		return r
	}
	read := get("/v1/posts/{post}", "data.comments")
	create := post("/v1/posts", `{"title":"{title}","content":"{content}","tags":["{tag}"]}`, "data.id")
	comment := post("/v1/posts/{post}/comments", `{"content":"{comment}"}`, "data.id")
	follow, unfollow := put("/v1/users/{user}/follow"), put("/v1/users/{user}/unfollow")
	signIn := post("/v1/authentication/token", `{"email":"{email}","password":"`+dataset.Password+`"}`, "data")
	signIn.Anonymous = true
	signIn.Viewers = versus.IDs{First: 1, Count: size.Users}
	feed := get("/v1/users/feed", "data")
	feed.Viewers = versus.IDs{First: 1, Count: len(dataset.Groups()) * size.Readers}

	all := map[string][]versus.Request{
		scenario.Profile: {get("/v1/users/{user}", "data.username")},
		scenario.Read:    {read},
		scenario.SignIn:  {signIn},
		scenario.Create:  {create},
		scenario.Comment: {comment},
		scenario.Follow:  {follow, unfollow},
		scenario.Mix: {
			weighted(70, feed), weighted(15, read), weighted(5, comment), weighted(5, create),
			weighted(2.5, follow), weighted(2.5, unfollow),
		},
	}
	for _, g := range dataset.Groups() {
		r := get("/v1/users/feed", "data")
		r.Viewers = versus.IDs{First: size.Members(g)[0], Count: size.Readers}
		all["feed, "+size.Describe(g)] = []versus.Request{r}
	}
	for _, p := range dataset.Probes {
		r := get("/v1/users/feed?search="+p.Word, "data")
		for _, id := range scenario.Searchers(size) {
			r.Viewers.List = append(r.Viewers.List, strconv.FormatInt(id, 10))
		}
		all[scenario.Search(p)] = []versus.Request{r}
	}
	return all
}
