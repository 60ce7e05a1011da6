#!/bin/sh
# pins.sh NAME=VERSION…   fails if a manifest or lock file has another version than tools/versions.mk,
# or if a lock file names the address of a registry.
set -eu
wrong=0

# cargo_lock FILE CRATE VERSION
cargo_lock() {
    grep -A1 "^name = \"$2\"\$" "$1" | grep -q "^version = \"$3\"\$" || { echo "$1: $2 is not at $3" >&2; wrong=1; }
}
npm_pin() {
    grep -q "^ *\"$1\": \"$2\",\{0,1\}\$" end2end/package.json || { echo "end2end/package.json: $1 is not at $2" >&2; wrong=1; }
}

for pin in "$@"; do
    version=${pin#*=}
    case ${pin%%=*} in
        WASM_BINDGEN)
            cargo_lock Cargo.lock wasm-bindgen "$version"
            cargo_lock tools/site/Cargo.lock wasm-bindgen-cli-support "$version"
            ;;
        WASM_SPLIT) cargo_lock tools/site/Cargo.lock wasm_split_cli_support "$version" ;;
        PLAYWRIGHT) npm_pin @playwright/test "$version" && npm_pin playwright-core "$version" ;;
        AXE) npm_pin @axe-core/playwright "$version" ;;
        BINARYEN) npm_pin binaryen "$version" ;;
        TYPESCRIPT) npm_pin typescript "$version" ;;
        *) echo "pins.sh: unknown pin $pin" >&2; wrong=1 ;;
    esac
done

if grep -n '"resolved"' end2end/package-lock.json; then
    echo "end2end/package-lock.json names download addresses: run npm in end2end, whose .npmrc leaves them out" >&2
    wrong=1
fi
if grep -n '^source = ' Cargo.lock tools/site/Cargo.lock | grep -v '"registry+https://github.com/rust-lang/crates.io-index"$'; then
    echo "a Cargo.lock names a source other than crates.io" >&2
    wrong=1
fi
exit "$wrong"
