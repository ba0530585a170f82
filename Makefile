# Every command of the project; `make help` lists them.

# NODE=real: the clone's real node instead of simulated ones. npm sets a variable of this name as well.
real = $(if $(filter command line,$(origin NODE)),--node '$(NODE)')

# The environment to work on, as in Pulumi.<environment>.yaml.
STACK = $(if $(real),e2e,local)

# Which cluster is changed is said on the command line or nowhere: an ambient KUBECONFIG counts for nothing.
unexport KUBECONFIG CONTEXT
cluster = $(if $(filter command line,$(origin KUBECONFIG)),--kubeconfig '$(KUBECONFIG)') \
	$(if $(filter command line,$(origin CONTEXT)),--context '$(CONTEXT)') $(real)
toolchain = node --import tsx toolchain/main.ts

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

##@ Run it

.PHONY: demo
demo: packages ## real traces of three services on a real node, as a table (Linux, root)
	@$(toolchain) demo --node real

.PHONY: up
up: packages ## deploy an environment: make up [STACK=uat] [NODE=real | KUBECONFIG=~/.kube/config CONTEXT=kind-kind]
	@$(toolchain) up --stack '$(STACK)' $(cluster)

.PHONY: preview
preview: packages ## show what `make up` would change: make preview [STACK=uat] [POLICIES=dev | uat | prod]
	@$(toolchain) preview --stack '$(STACK)' $(cluster) $(if $(POLICIES),--policies '$(POLICIES)')

.PHONY: refresh
refresh: packages ## notice what somebody deleted by hand, so that `make up` mends it: make refresh up
	@$(toolchain) refresh --stack '$(STACK)' $(cluster)

.PHONY: verify
verify: packages ## look for what is broken although everything is there: make verify [STACK=uat] [KUBECONFIG=…]
	@$(toolchain) verify --stack '$(STACK)' $(cluster)

.PHONY: certificate
certificate: packages ## make or rotate the certificate that a stack takes from a Secret: make certificate [STEP=renew]
	@$(toolchain) certificate --stack '$(STACK)' $(cluster) $(if $(STEP),--step '$(STEP)')

.PHONY: logs
logs: packages ## show what the pods of a component printed: make logs APP=oap [STACK=uat]
	@$(toolchain) logs --stack '$(STACK)' --app '$(APP)' $(cluster)

.PHONY: shell
shell: packages ## open a shell in a pod of a component: make shell APP=oap [STACK=uat]
	@$(toolchain) shell --stack '$(STACK)' --app '$(APP)' $(cluster)

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
test: packages ## every test, on the local cluster and the real node as well: make test [TIERS="unit cluster"]
	@node --import tsx scripts/test.ts $(TIERS)

.PHONY: e2e
e2e: packages ## the tests on a real node, with real pods and real traces (Linux, root)
	@node --import tsx scripts/test.ts e2e

.PHONY: golden
golden: packages ## render every environment into stacks/golden/
	@node --import tsx scripts/golden.ts

.PHONY: docs
docs: packages ## write the generated parts of the docs and the schema of the configuration
	@node --import tsx scripts/docs.ts

.PHONY: bench
bench: packages ## measure the program next to an empty one, the gateway next to none, and what pods take
	@node --import tsx scripts/bench.ts

.PHONY: referees
referees: packages ## let other tools judge the golden files, and compare them with the policy pack
	@node --import tsx scripts/referees.ts
	@node --import tsx scripts/compare.ts

.PHONY: format
format: packages ## format every file
	@node_modules/.bin/prettier --write --log-level warn .

##@ Help

.PHONY: help
help: ## list the commands
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-11s  %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

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
