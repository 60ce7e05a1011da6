# Jiso: `make run` to look at it, `make test` before you hand something in. Both do all set-up by themselves.
# Needs: Rust 1.94 or newer, git, make, a C compiler. `make help` lists the rest.

include tools/versions.mk

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-print-directory
.DEFAULT_GOAL := help

# The build's flags are in .cargo/config.toml; flags in the environment would replace them, and hydration would break.
unexport RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS CARGO_TARGET_DIR CARGO_BUILD_TARGET

LISTEN ?= 127.0.0.1:3000
DATA   ?= data/demo
EVENTS ?= 1000000

STEP    := scripts/step.sh
# CI must not be served by a lock file that cargo would have to change first.
LOCKED  := $(if $(CI),--locked)
SERVE   := serve --demo --listen $(LISTEN) --data $(DATA)
WASM    := target/front/wasm32-unknown-unknown/wasm-release/jiso_hydrate.wasm
TOOL_ARGS := --locked --manifest-path tools/site/Cargo.toml --target-dir target/tools
SITE    := target/tools/debug/jiso-site
LOGS    := target/test-logs
# Both halves at once, for each has minutes in which one core is all it can use.
BUILD   := $(MAKE) -j$(shell getconf _NPROCESSORS_ONLN) site server
PINS    := WASM_BINDGEN=$(WASM_BINDGEN) WASM_SPLIT=$(WASM_SPLIT) PLAYWRIGHT=$(PLAYWRIGHT) AXE=$(AXE) \
           BINARYEN=$(BINARYEN) TYPESCRIPT=$(TYPESCRIPT)

.PHONY: help run test dev check e2e shots bench bench-search setup doctor site server site-tool npm

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: ## build everything and serve the demo at LISTEN (127.0.0.1:3000), data in DATA (data/demo)
	@+$(BUILD)
	@printf '\n==> http://%s  (Ctrl+C ends)\n\n' '$(LISTEN)'
	@exec target/release/jiso $(SERVE)

# Test programs are built once here, not again and again: what helps the latter would take gigabytes.
test: export CARGO_INCREMENTAL = 0
test: setup ## Rust tests on both databases, then browser tests against the release build
	@mkdir -p $(LOGS)
	@$(STEP) 'Rust tests' '5 min, 15 min the first time' \
		bash -c 'set -o pipefail; cargo test --no-fail-fast $(LOCKED) 2>&1 | tee $(LOGS)/rust.log'
	@$(STEP) 'Tests of the site tool' '10 s, 1 min the first time' \
		bash -c 'set -o pipefail; cargo test $(TOOL_ARGS) 2>&1 | tee -a $(LOGS)/rust.log'
	@+$(BUILD)
	@$(STEP) 'Browser tests' '18 min' \
		bash -c 'set -o pipefail; cd end2end && npx --no -- playwright test 2>&1 | tee ../$(LOGS)/browser.log'
	@scripts/closing-lines.sh $(LOGS)/rust.log $(LOGS)/browser.log

e2e: setup ## browser tests only; ONLY=deals narrows them down
	@+$(BUILD)
	@$(STEP) 'Browser tests' '18 min' bash -c 'cd end2end && npx --no -- playwright test $(ONLY)'

shots: setup ## screenshots of the key pages
	@+$(BUILD)
	@$(STEP) 'Screenshots' '1 min' bash -c 'cd end2end && JISO_SHOTS=1 npx --no -- playwright test $(ONLY)'

dev: site-tool ## rebuild and restart at every change
	@if cargo leptos --version >/dev/null 2>&1; then \
		mkdir -p target/site-leptos && echo '{"pkg":"pkg","files":{}}' > target/site-leptos/site.json; \
		LEPTOS_SITE_ROOT=target/site-leptos exec cargo leptos watch --split -- $(SERVE) --site target/site-leptos; \
	else \
		exec scripts/dev.sh $(LISTEN) $(DATA); \
	fi

check: ## format, lints, the browser build, licences (where cargo-deny is), the tidy test
	@$(STEP) 'Pinned versions agree' '1 s' scripts/pins.sh $(PINS)
	@$(STEP) 'Formatting' '2 s' bash -c 'cargo fmt --all --check && cargo fmt --manifest-path tools/site/Cargo.toml --check'
	@$(STEP) 'Lints' '1 min, 8 min the first time' cargo clippy $(LOCKED) --all-targets -- -D warnings
	@# No lints here: in the browser, server functions lose their bodies and leave imports unused.
	@$(STEP) 'Browser side compiles' '20 s, 2 min the first time' \
		scripts/wasm-cargo.sh check $(LOCKED) -p jiso-hydrate --lib --target-dir target/front
	@$(STEP) 'Lints and tests of the site tool' '5 s, 1 min the first time' bash -c ' \
		cargo clippy $(TOOL_ARGS) --all-targets -- -D warnings && cargo test $(TOOL_ARGS)'
	@$(STEP) 'Tidy' '10 s' cargo test $(LOCKED) -p jiso-server --test tidy
	@if [ -d end2end/node_modules ]; then \
		$(STEP) 'Types of the browser tests' '5 s' bash -c 'cd end2end && npx --no -- tsc'; \
	else echo 'Skipped: types of the browser tests (no end2end/node_modules; `make setup` brings it)'; fi
	@if cargo deny --version >/dev/null 2>&1; then \
		$(STEP) 'Licences and advisories' '10 s' cargo deny --workspace check; \
	else echo 'Skipped: licences and advisories (cargo-deny is not installed)'; fi

bench: ## the engine alone, then the portal under load on the demo and on a database of EVENTS (1000000); target/bench/report.md
	@+$(BUILD)
	@$(STEP) 'The engine' '2 min, 4 min the first time' cargo bench $(LOCKED) -p jiso --bench engine
	@$(STEP) 'The portal' '4 min, 8 min the first time; 15 min more for EVENTS=10000000' \
		cargo bench $(LOCKED) -p jiso-server --bench portal -- --events=$(EVENTS)

bench-search: ## the search beside SQLite and PostgreSQL, then among 100,000 texts; CORPUS='a.jsonl b.jsonl.gz' QUERIES='…' for others
	@$(STEP) 'The search' '2 min, 5 min the first time' \
		cargo bench $(LOCKED) -p jiso-search --bench search -- \
		$(foreach file,$(CORPUS),--corpus=$(abspath $(file))) $(foreach file,$(QUERIES),--queries=$(abspath $(file)))

setup: ## Node packages, Chromium, Japanese fonts, PostgreSQL
	@$(STEP) 'Node, Chromium, Japanese fonts, PostgreSQL' '1 s, 2 min the first time' scripts/need.sh node browser fonts postgres
	@$(MAKE) npm

doctor: ## what is here and what is missing; changes nothing
	@scripts/doctor.sh $(RUST)

npm: end2end/node_modules/.package-lock.json
end2end/node_modules/.package-lock.json: end2end/package.json end2end/package-lock.json
	@$(STEP) 'Node packages' '5 s' npm ci --prefix end2end --no-audit --no-fund --loglevel=error

site-tool:
	@$(STEP) 'Site tool' '1 s, 2 min the first time' \
		cargo build $(TOOL_ARGS)

site: site-tool ## the browser's half: wasm, script, style, icons in target/site
	@$(STEP) 'Browser build' '1 s, 1 min after a change, 6 min the first time' \
		scripts/wasm-cargo.sh build $(LOCKED) -p jiso-hydrate --lib --profile wasm-release --target-dir target/front
	@$(STEP) 'Site' '1 s; 40 s after a change (5 s without wasm-opt)' \
		$(SITE) build --wasm $(WASM) --name jiso --style style --static static --out target/site

server: ## the server, optimised
	@$(STEP) 'Server' '1 s, 3 min after a change, 13 min the first time' \
		cargo build --release $(LOCKED) -p jiso-server --bin jiso
