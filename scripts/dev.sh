#!/bin/sh
# dev.sh LISTEN DATA   builds, serves, and does both again whenever a file changes; open pages then load anew.
set -eu
listen=$1 data=$2
watched='src app server style static content Cargo.toml Cargo.lock'
stamp=target/dev.stamp
server=''

build() {
    # The site comes last: making it takes away the one that the running server shows.
    scripts/wasm-cargo.sh build -p jiso-hydrate --lib --target-dir target/front &&
        cargo build -p jiso-server --bin jiso &&
        target/tools/debug/jiso-site build --fast --wasm target/front/wasm32-unknown-unknown/debug/jiso_hydrate.wasm \
            --name jiso --style style --static static --out target/site-dev --work target/site-dev-work
}

stop() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true; }
    server=''
}
trap 'stop; exit 0' INT TERM

while :; do
    touch "$stamp"
    if build; then
        stop
        target/debug/jiso serve --demo --listen "$listen" --data "$data" --site target/site-dev &
        server=$!
        printf '\n==> http://%s serves this build. Waiting for a change (Ctrl+C ends).\n' "$listen"
    else
        printf '\n==> The build failed%s. Waiting for a change.\n' "${server:+; the old server goes on}" >&2
    fi
    until find $watched -newer "$stamp" -type f ! -name '.*' 2>/dev/null | grep -q .; do
        sleep 1
    done
done
