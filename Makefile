# Every command of the project; `make help` lists them.

# The environment to work on, as in Pulumi.<environment>.yaml.
STACK = local

# Which cluster is changed is said on the command line or nowhere: an ambient KUBECONFIG counts for nothing.
unexport KUBECONFIG CONTEXT
cluster = $(if $(filter command line,$(origin KUBECONFIG)),--kubeconfig '$(KUBECONFIG)') \
	$(if $(filter command line,$(origin CONTEXT)),--context '$(CONTEXT)')
toolchain = node --import tsx toolchain/main.ts

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

##@ Run it

.PHONY: up
up: packages ## deploy an environment: make up [STACK=uat] [KUBECONFIG=~/.kube/config] [CONTEXT=kind-kind]
	@$(toolchain) up --stack '$(STACK)' $(cluster)

.PHONY: preview
preview: packages ## show what `make up` would change: make preview [STACK=uat]
	@$(toolchain) preview --stack '$(STACK)' $(cluster)

.PHONY: status
status: packages ## show the local cluster and every stack that is kept on this machine
	@$(toolchain) status

.PHONY: down
down: packages ## remove an environment from its cluster, and stop the local one: make down [STACK=uat]
	@$(toolchain) down --stack '$(STACK)' $(cluster)

.PHONY: clean
clean: ## stop the local cluster and remove everything that was built, fetched or installed here
	@if [ -d .toolchain ]; then $(MAKE) packages && $(toolchain) clean; fi
	@rm -rf .toolchain node_modules dist

##@ Work on it

.PHONY: check
check: packages ## format, lint, types, unit tests, golden files and docs: no tool and no cluster
	@node --import tsx scripts/test.ts format lint types unit

.PHONY: test
test: packages ## every test, on the local cluster as well
	@node --import tsx scripts/test.ts

.PHONY: golden
golden: packages ## render every environment into stacks/golden/
	@node --import tsx scripts/golden.ts

.PHONY: docs
docs: packages ## write the generated parts of the docs and the schema of the configuration
	@node --import tsx scripts/docs.ts

.PHONY: bench
bench: packages ## measure how long the program takes, next to an empty one
	@node --import tsx scripts/bench.ts

.PHONY: referees
referees: packages ## let kubectl-validate, kube-apiserver, kube-score and checkov judge the golden files
	@node --import tsx scripts/referees.ts

.PHONY: format
format: packages ## format every file
	@node_modules/.bin/prettier --write --log-level warn .

##@ Help

.PHONY: help
help: ## list the commands
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-9s  %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# The installed packages are those of this lock file; a half-done installation has no copy of it.
.PHONY: packages
packages: node
	@cmp -s package-lock.json node_modules/.installed-lock.json || { \
		npm ci --ignore-scripts --no-audit --no-fund && \
		cp package-lock.json node_modules/.installed-lock.json; }

.PHONY: node
node:
	@command -v node >/dev/null && command -v npm >/dev/null || { \
		echo "kube-tracing needs Node 20.19 or newer with npm: https://nodejs.org/en/download" >&2; exit 1; }
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' || { \
		echo "kube-tracing needs Node 20.19 or newer, and this is $$(node --version): https://nodejs.org/en/download" >&2; exit 1; }
