package docs

//	@title			Social API
//	@version		1.0
//	@description	Register, confirm by e-mail, sign in, write posts, comment, follow, and read a personal feed.
//	@description
//	@description	**Responses** have the form `{"data": …}`, and lists `{"data": […], "next_cursor": "…"}`; `next_cursor` is null on the last page. Times are RFC 3339 in UTC with microseconds.
//	@description
//	@description	**Failures** are problem documents (RFC 9457) with `status`, `detail`, `request_id` and, for invalid input, `fields`, which names every bad field.
//	@description
//	@description	**Sign in** at `/v1/authentication/token` and send the token as `Authorization: Bearer …`.
//	@description
//	@description	**Lists** continue where a page ended: send its `next_cursor` as `cursor` with the same filters. A cursor from another list is refused.
//	@description
//	@description				**Limits**: `RateLimit-Policy` states them, and `RateLimit` says what is left; after a 429, wait `Retry-After` seconds.
//	@license.name				MIT
//	@basePath					/
//	@accept						json
//	@produce					json
//	@securityDefinitions.apikey	Bearer
//	@in							header
//	@name						Authorization
