# Everything a developer types. `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

# The same JDK as the launcher finds; Maven needs to be told.
JAVA = JAVA_HOME="$$(./foundry java-home)"
MAVEN = $(JAVA) mvn --batch-mode --no-transfer-progress
PORT ?= 8080

.PHONY: help up dev build test lint format relay schema statements released tables db-up db-migrate bench bench-ai bench-api clean

help: ## List what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## Start the whole product (PORT=8080)
	./foundry up --port $(PORT)

dev: ## The same, rebuilt and restarted as you edit; the web app reloads in place
	./local/dev.sh $(PORT)

build: ## Build what is missing or stale
	./foundry build

test: node_modules ## Every test: Java, TypeScript, then the whole product in a browser
	npm run relay
	$(MAVEN) verify
	npm test
	./foundry build
	npm run e2e
	npm run sdk

lint: node_modules ## Formatting, types, linters
	$(MAVEN) -q spotless:check
	npm run lint
	@if command -v shellcheck >/dev/null; then shellcheck foundry local/dev.sh .ci/run; else echo "shellcheck is not installed: scripts were not checked"; fi

format: ## Format the Java code
	$(MAVEN) -q spotless:apply

relay: node_modules ## Compile the web app's GraphQL documents
	npm run relay

schema: ## Print the GraphQL schema from the code into docs/api
	$(MAVEN) -q -pl libs,api -DskipTests install
	$(MAVEN) -q -pl api test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=foundry.api.SchemaFile -Dexec.args="$(CURDIR)/docs/api/schema.graphql"

statements: relay ## Print what each registered document costs into docs/statements.md
	$(MAVEN) -q -pl libs,api -DskipTests install
	$(MAVEN) -q -pl api test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=foundry.api.BudgetFile -Dexec.args="$(CURDIR)/docs/statements.md $(CURDIR)/web/persisted.json"

released: ## At a release: today's schema and documents become what clients rely on
	$(MAKE) relay
	$(MAVEN) -q -pl libs,api -DskipTests install
	$(MAVEN) -q -pl api test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=foundry.api.contract.Released -Dexec.args="$(CURDIR)/docs/api $(CURDIR)/web/persisted.json"

tables: ## Generate foundry.api.tables from a migrated database
	$(MAVEN) -q -pl libs -DskipTests install
	$(MAVEN) -q -pl api test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=foundry.api.database.TablesGenerator -Dexec.args="$(CURDIR)/api/src/main/java"
	$(MAVEN) -q -pl api spotless:apply

db-up: ## PostgreSQL alone, on the product's data
	./foundry database --port $(PORT)

db-migrate: ## Bring the product's database up to date
	./foundry migrate --port $(PORT)

bench: ## Measure the main job on this machine
	./foundry build
	node bench/main-job.mjs

bench-ai: ## Measure the AI service beside another gateway (needs wrk, nginx, taskset)
	./foundry build
	node bench/ai.mjs

bench-api: ## Measure the GraphQL API beside PostGraphile (needs wrk, taskset, npm's registry)
	./foundry build
	node bench/api.mjs

clean: ## Remove everything that was built (not the data)
	rm -rf libs/target ai/target api/target local/target web/dist web/persisted.json

node_modules: package-lock.json
	npm ci --no-audit --no-fund
	@touch node_modules
