package docs

import "social.example/shared/web"

func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "GET", Path: "/v1/swagger/index.html", Handle: s.page.index},
		{Method: "GET", Path: "/v1/swagger/doc.json", Handle: document},
		{Method: "GET", Path: "/v1/swagger/{file}", Handle: s.page.asset},
	}
}
