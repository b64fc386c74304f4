# Everything that is done with this repository. A machine needs Go and Node.
SHELL := /bin/bash
.DEFAULT_GOAL := help

GO_FILES := $(shell git ls-files '*.go')
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOVULNCHECK := go run golang.org/x/vuln/cmd/govulncheck@v1.9.0
CYCLONEDX := go run github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
GITLEAKS := go run github.com/zricethezav/gitleaks/v8@v8.30.1
VULNERABILITIES ?= https://vuln.go.dev
EXEC := go run ./infra/local exec
# The headless shell first: a whole Chromium takes twice the time for each page.
export CHROMIUM ?= $(shell command -v chromium-headless-shell || command -v chromium || command -v google-chrome)
# These tests build or run the whole system. `make test-system` runs them, and those of
# infra/package.
SYSTEM := TestTheReadmesWalk|TestTheRecipeOfAnOperation|TestBenchMeasuresEverything|TestBenchComparesItself
# The packages of `make test`. Those in infra/torture run by `make torture`.
TESTED = $(shell go list ./... | grep -vE '/infra/(package$$|torture/)')
# The packages that `make ci` tests with the race detector and a redis-server.
RACED := ./functions/... ./shared/... ./migrations/...
# The packages that talk to Redis. Without a redis-server each test has a miniredis.
REDIS := ./shared/auth ./shared/cache ./shared/live ./shared/ratelimit ./shared/redis
PKG ?= $(TESTED)
RUN ?= .

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "%-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: dev
dev: ## Run the whole system here, rebuilding what changes (PORT 8080, INBOX_PORT 8025, WEB_PORT 5173; 0: any free)
	go run ./infra/local

.PHONY: down
down: ## Stop a system that was left running
	go run ./infra/local down

.PHONY: clean
clean: down ## Delete the local data
	rm -rf .local

.PHONY: test
test: test-go test-web ## Run the tests, against a real PostgreSQL

.PHONY: test-go
test-go: ## Run the tests of the API (PKG=./shared/store RUN=TestFeed for some)
	$(EXEC) -- go test -shuffle=on -run '$(RUN)' $(if $(filter .,$(RUN)),-skip '$(SYSTEM)') $(PKG)

.PHONY: test-system
test-system: ## Build and run the archives that are deployed, the README's walk, and the bench on a tiny set
	$(EXEC) -- go test -shuffle=on ./infra/package
	$(EXEC) -- go test -shuffle=on -run '$(SYSTEM)' ./infra/local ./infra/openapi ./infra/bench

.PHONY: test-web
test-web: web/node_modules/.package-lock.json ## Run the unit tests of the web app
	cd web && npm test

.PHONY: e2e
e2e: web/node_modules/.package-lock.json ## Walk through the web app in CHROMIUM, against the system that runs or one of its own
	cd web && npm run e2e

.PHONY: screenshots
screenshots: web/node_modules/.package-lock.json ## Take the README's pictures, from fresh demo data
	cd web && npm run screenshots

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund

.PHONY: fuzz
# CI gives a count: a time may end in "context deadline exceeded" (https://go.dev/issue/75804).
fuzz: ## Fuzz each target for FUZZTIME, 2m unless set
	@$(EXEC) -- bash -eo pipefail -c 'grep -roE --include=*_test.go "^func Fuzz\w+" functions shared | while IFS=: read -r file target; do \
		target=$${target#func }; package=$$(dirname $$file); \
		echo "$$package $$target"; \
		go test -run "^$$" -fuzz "^$$target$$" -fuzztime $${FUZZTIME:-2m} ./$$package </dev/null; \
	done'

.PHONY: torture
torture: ## Run the stress and security tests, and print the figures (ONLY=Race for some, SIZE=short as in ci)
	$(EXEC) -redis=server -- go run ./infra/torture -only='$(ONLY)' -size='$(or $(SIZE),full)'

.PHONY: bench
bench: ## Measure the functions on a data set, SIZE S or L (ONLY=feed for some, VS=file.json to measure another server, too)
	go run ./infra/bench -size '$(or $(SIZE),S)' -only '$(ONLY)' -versus '$(VS)'

.PHONY: generate
generate: web/node_modules/.package-lock.json ## Generate the OpenAPI document, and the web app's types and limits from it
	go run ./infra/openapi
	cd web && npm run --silent generate

.PHONY: package
package: ## Make the archives that are deployed, in dist
	go run ./infra/package -out dist

.PHONY: deploy
deploy: ## Deploy to Google Cloud: make deploy PROJECT=my-project ENV=staging
	infra/gcp/deploy.sh "$(PROJECT)" "$(ENV)"

.PHONY: destroy
destroy: ## Delete a deployment: make destroy PROJECT=my-project ENV=staging
	infra/gcp/destroy.sh "$(PROJECT)" "$(ENV)"

.PHONY: terraform
terraform: package ## Check and test the Terraform configuration, which needs its provider
	cd infra/gcp && terraform fmt -check -recursive && terraform init -backend=false -input=false && terraform validate && terraform test
	cd infra/gcp/function && terraform init -backend=false -input=false && terraform test

.PHONY: migrate-up
migrate-up: ## Apply the migrations to DATABASE_URL, a direct connection
	go run ./migrations/cmd up

.PHONY: migrate-down
migrate-down: ## Revert the newest migration
	go run ./migrations/cmd down

.PHONY: migrate-force
migrate-force: ## Set the version of the schema, after a migration failed: make migrate-force version=7
	go run ./migrations/cmd force "$(version)"

.PHONY: migrate-new
migrate-new: ## Start a migration: make migrate-new name=add_something
	@test -n "$(name)" || { echo "name= is missing"; exit 1; }
	@next=$$(printf '%06d' $$((10#$$(ls migrations/*.up.sql | tail -1 | grep -oE '[0-9]{6}') + 1))); \
	touch migrations/$${next}_$(name).up.sql migrations/$${next}_$(name).down.sql; \
	ls migrations/$${next}_*

.PHONY: lint
lint: ## Check format and code
	@test -z "$$(gofmt -l $(GO_FILES))" || { gofmt -l $(GO_FILES); exit 1; }
	go vet ./...
	$(GOLANGCI) run

.PHONY: sbom
sbom: ## List the libraries in use, as CycloneDX, in dist
	mkdir -p dist
	$(CYCLONEDX) mod -licenses -json -output dist/api.cdx.json .
	cd web && npm sbom --sbom-format=cyclonedx --package-lock-only --omit=dev > ../dist/web.cdx.json

.PHONY: audit
audit: ## Look for known vulnerabilities (VULNERABILITIES=file:///… for a copy of the database; AUDIT_REQUIRED=true fails if there is none) and for committed secrets
	@if [[ "$(VULNERABILITIES)" != http* ]] || curl -sf -m 10 -o /dev/null $(VULNERABILITIES)/index/db.json; then \
		echo "$(GOVULNCHECK)"; $(GOVULNCHECK) -db $(VULNERABILITIES) ./...; \
	else echo "$(VULNERABILITIES) is not reachable: NOT looked for known vulnerabilities"; test -z "$$AUDIT_REQUIRED"; fi
	@cd web && if found=$$(npm audit --omit=dev --package-lock-only --fetch-retries=0 2>&1); then echo "npm audit: $$found"; \
	elif grep -q 'audit endpoint returned an error' <<< "$$found"; then \
		echo "npm's registry is not reachable: NOT looked for known vulnerabilities of its packages"; test -z "$$AUDIT_REQUIRED"; \
	else echo "$$found"; exit 1; fi
	$(GITLEAKS) git --no-banner --redact --verbose .
	go mod verify

.PHONY: ci
ci: ## What continuous integration runs: make test, then the race detector and all other checks
	$(MAKE) test
	$(MAKE) generate
	git diff --exit-code
	$(MAKE) lint audit
	$(EXEC) -postgres=npm -redis=server -- go test -race -count=1 -shuffle=on \
		-coverprofile=.local/cover.out -coverpkg=./functions/...,./shared/... $(RACED)
	go tool cover -func=.local/cover.out | tail -1
	$(MAKE) test-system
	$(MAKE) torture SIZE=short
	$(EXEC) -pooler -- go test -shuffle=on ./shared/store/...
	TEST_QUERY_MODE=cache_statement $(EXEC) -- go test -shuffle=on ./shared/store/... $(REDIS)
	$(MAKE) fuzz FUZZTIME=100000x
	cd web && npm run lint && npm run build && npm run size && npx playwright test
