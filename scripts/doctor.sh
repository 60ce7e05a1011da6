#!/bin/sh
# doctor.sh RUST_VERSION   says what of the build's needs is on this machine. Changes nothing.
set -u
line() { printf '%-11s %s\n' "$1" "$2"; }
first() { "$@" 2>/dev/null | head -n 1; }
or_not() { [ -n "$1" ] && echo "$1" || echo "missing: $2"; }

line rust "$(or_not "$(first rustc --version)" 'needed, from rustup') (CI has $1)"
if ls "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)"/libcore-*.rlib >/dev/null 2>&1; then
    line wasm 'the target is installed'
else
    line wasm 'missing: `make run` gets it from rustup, or says what to do'
fi
line cc "$(or_not "$(first cc --version)" 'needed: a C compiler')"
line disk "$(df -Ph . | awk 'NR == 2 { print $4 }') free"' (the first `make test` takes 8 GB, `make run` 5)'
line node "$(or_not "$(first node --version)" 'for `make test` only; it installs nodejs and npm where it may')"
line chromium "$(or_not "$(first "${CHROMIUM:-/usr/bin/chromium}" --version)" 'for `make test` only; it installs chromium where it may')"
line fonts "$(or_not "$(first fc-list :lang=ja family)" 'for screenshots with Japanese: fonts-noto-cjk')"
line postgres "$(or_not "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -n 1)" 'for `make test` only; it installs postgresql where it may')"
line wasm-opt "$(or_not "$(first end2end/node_modules/.bin/wasm-opt --version)" 'optional, makes the wasm smaller; `make setup` brings it')"
line cargo-deny "$(or_not "$(first cargo deny --version)" 'optional, for `make check`')"
line leptos "$(or_not "$(first cargo leptos --version)" 'optional, for `make dev`')"
