#!/bin/sh
# wasm-cargo.sh COMMAND ARGUMENTS…   runs cargo for wasm32-unknown-unknown, with whichever Rust can do that.
#
# 1. a toolchain that has the target, or gets it from rustup;
# 2. Debian's rustc-web, which brings the sources of std and builds them too (slower; the same result).
set -eu
command=$1
shift
target=wasm32-unknown-unknown

ready() {
    ls "$(rustc --print target-libdir --target "$target" 2>/dev/null)"/libcore-*.rlib >/dev/null 2>&1
}

if ready || { command -v rustup >/dev/null && rustup target add "$target"; }; then
    exec cargo "$command" --target "$target" "$@"
fi

if [ -x /usr/bin/rustc ] && [ -d /usr/src/rustc-"$(/usr/bin/rustc --version | cut -d' ' -f2)" ]; then
    echo "Building std for $target from Debian's sources."
    export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
    exec /usr/bin/cargo "$command" -Zbuild-std=std,panic_abort --target "$target" "$@"
fi

cat >&2 <<'HELP'
This Rust cannot build for wasm32-unknown-unknown, which the browser's half of the portal needs. Do one of these:
  rustup target add wasm32-unknown-unknown
  Debian 12, as root:  apt-get install rustc-web cargo-web rust-web-src rust-web-llvm lld-22
HELP
exit 1
