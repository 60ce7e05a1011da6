# Every pinned tool, in one place. Cargo.toml and package.json cannot read this file,
# so `make check` (scripts/pins.sh) compares them with it.

# the Rust that CI uses; Cargo.toml's rust-version is the oldest that works
RUST           := 1.95.0

# in the portal, and in tools/site: exactly the same
WASM_BINDGEN   := 0.2.117
WASM_SPLIT     := 0.2.4

# end2end/package.json. The newest Playwright and axe that still run on Debian 12's Node 18 (playwright-core: so that
# axe does not bring a second one)
PLAYWRIGHT     := 1.61.1
AXE            := 4.13.0
BINARYEN       := 132.0.0
TYPESCRIPT     := 6.0.3

# optional: `make dev` uses it when installed
CARGO_LEPTOS   := 0.3.10
