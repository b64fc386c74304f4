package docs

import "social.example/shared/web"

var routes = web.Mux{
	{Method: "GET", Path: "/v1/swagger/index.html", Handle: index},
	{Method: "GET", Path: "/v1/swagger/doc.json", Handle: document},
	{Method: "GET", Path: "/v1/swagger/{file}", Handle: asset},
}
