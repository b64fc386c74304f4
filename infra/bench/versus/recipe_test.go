package versus

import (
	"strings"
	"testing"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/scenario"
)

// names are the scenarios of the size that the example is for.
var names = scenario.Names(dataset.S)

// small is a set of size S for New, which needs only its texts.
func small() *dataset.Set { return &dataset.Set{Size: dataset.S} }

func TestTheExampleIsARecipe(t *testing.T) {
	t.Parallel()
	r, err := Read("example.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(r, dataset.New(dataset.S), names)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Compares("mix") || s.Compares("reply") {
		t.Error("it must compare mix, which it has, and not reply")
	}
}

func TestAWrongRecipeNamesTheField(t *testing.T) {
	t.Parallel()
	right := `{"name":"x","base":"http://localhost:1","viewers":{"first":1,"count":2},"scenarios":{"profile":[` +
		`{"method":"GET","path":"/u/1","status":200}]},"token":{"fixed":["a","b"]}}`
	if err := try(right); err != nil {
		t.Fatal(err)
	}
	hs256 := func(more string) string { return `"token":{"hs256":{"claims":{},"ttl":"1h",` + more + `}}` }
	signIn := `"token":{"sign_in":{"method":"POST","path":"/l","status":200,`
	const fixed = `"token":{"fixed":["a","b"]}`
	for _, c := range []struct{ old, new, want string }{
		{`"name"`, `"nam"`, `"nam"`},
		{`"method"`, `"verb"`, `/scenarios/profile/0`},
		{`"name":"x"`, `"name":"x","name":"y"`, `"name"`},
		{`"name":"x",`, ``, `name: `},
		{`http://localhost:1`, `localhost`, `base: `},
		{`http://localhost:1`, `http://localhost:1/`, `base: `},
		{`"name":"x"`, `"name":"x","pids":[1073741824]`, `pids[0]: `},
		{`"count":2`, `"count":-1`, `viewers: `},
		{`,"count":2`, ``, `viewers: count`},
		{`"count":2`, `"count":2,"list":["a"]`, `viewers: `},
		{`"profile"`, `"profil"`, `"profil"`},
		{`{"method":"GET","path":"/u/1","status":200}`, ``, `scenarios["profile"]: `},
		{`"GET"`, `"get"`, `scenarios["profile"][0].method: `},
		{`"/u/1"`, `"u/1"`, `scenarios["profile"][0].path: `},
		{`"/u/1"`, `"/u/{usr}"`, `scenarios["profile"][0].path: {usr}`},
		{`"/u/1"`, `"/u/{now}"`, `scenarios["profile"][0].path: {now}`},
		{`"/u/1"`, `"/u/{viewer:number}"`, `scenarios["profile"][0].path: {viewer:number}`},
		{`"/u/1"`, `"/p/{post}"`, `scenarios["profile"][0].path: there is nothing for {post}`},
		{`200`, `2000`, `scenarios["profile"][0].status: `},
		{`200`, `200,"body":{"id":"{usr}"}`, `scenarios["profile"][0].body: {usr}`},
		{`200`, `200,"viewers":{"list":["a"]},"body":{"id":"{viewer:number}"}`, `scenarios["profile"][0].body: {viewer:number}`},
		{`200`, `200,"viewers":{"list":["a"]},"body":{"by":"{email}"}`, `scenarios["profile"][0].body: {email}`},
		{`200`, `200,"viewers":{"step":1}`, `scenarios["profile"][0].viewers: `},
		{`200`, `200,"base":"no"`, `scenarios["profile"][0].base: `},
		{`200}`, `200},{"method":"GET","path":"/","status":200,"weight":1}`, `scenarios["profile"][1].weight: `},
		{`200`, `200,"weight":-1`, `scenarios["profile"][0].weight: `},
		{fixed, `"header":{"X":"{user}"}`, `header["X"]: {user}`},
		{fixed, `"header":{"X":"{token}"}`, `header["X"]: {token}`},
		{fixed, `"token":{}`, `token: `},
		{fixed, `"token":{"fixed":["a"]}`, `token: fixed: `},
		{`"b"]`, `"b"],"hs256":{"claims":{},"ttl":"1h"}`, `token: `},
		{`"viewers":{"first":1,"count":2},`, ``, `token: viewers: `},
		{fixed, hs256(`"header":{}`), `token: hs256.key: `},
		{fixed, hs256(`"key":"a","key_base64":"YQ=="`), `token: hs256.key: `},
		{fixed, hs256(`"key_base64":"?"`), `token: hs256.key_base64: `},
		{fixed, strings.Replace(hs256(`"key":"a"`), `1h`, `1`, 1), `token: hs256.ttl: `},
		{fixed, strings.Replace(hs256(`"key":"a"`), `{}`, `[]`, 1), `token: hs256.claims: `},
		{fixed, strings.Replace(hs256(`"key":"a"`), `{}`, `{"sub":"{post}"}`, 1), `token: hs256.claims: {post}`},
		{fixed, signIn + `"token":"t","ttl":"1s"}}`, `token: sign_in.ttl: `},
		{fixed, signIn + `"token":""}}`, `token: sign_in.token: `},
		{fixed, signIn + `"token":"t","base":"x"}}`, `token: sign_in.base: `},
		{fixed, signIn + `"token":"t","body":"{post}"}}`, `token: sign_in.body: {post}`},
		{fixed, strings.Replace(signIn, "POST", "", 1) + `"token":"t"}}`, `token: sign_in.method: `},
	} {
		text := strings.Replace(right, c.old, c.new, 1)
		if err := try(text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: the error %v does not say %q", c.new, c.old, err, c.want)
		}
	}
}

func try(text string) error {
	r, err := Parse([]byte(text))
	if err == nil {
		_, err = New(r, small(), names)
	}
	return err
}

func TestReadNamesTheFile(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"recipe_test.go", "no.json"} {
		if _, err := Read(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v, want an error that names the file", path, err)
		}
	}
}
