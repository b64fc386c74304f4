package docs

import (
	"github.com/swaggest/swgui/v5/static"

	"social.example/shared/web"
)

var routes = web.Mux{
	{Method: "GET", Path: "/v1/swagger", Handle: toIndex},
	{Method: "GET", Path: "/v1/swagger/index.html", Handle: index},
	{Method: "GET", Path: "/v1/swagger/doc.json", Handle: document},
	{Method: "GET", Path: "/v1/swagger/start.js", Handle: asset(page, "page/start.js")},
	{Method: "GET", Path: "/v1/swagger/swagger-ui.css", Handle: asset(static.FS, "swagger-ui.css")},
	{Method: "GET", Path: "/v1/swagger/swagger-ui-bundle.js", Handle: asset(static.FS, "swagger-ui-bundle.js")},
	{Method: "GET", Path: "/v1/swagger/favicon-32x32.png", Handle: asset(static.FS, "favicon-32x32.png")},
}
