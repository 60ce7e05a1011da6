#!/bin/sh
# need.sh THING…   makes sure that node, browser, fonts and postgres are on this machine.
# Installs what is missing with apt-get where that needs no password; says in one line what to install otherwise.
set -eu

have() {
    case $1 in
        node)
            command -v npm >/dev/null && command -v node >/dev/null &&
                [ "$(node -p 'parseInt(process.versions.node)')" -ge 18 ]
            ;;
        browser) [ -x "${CHROMIUM:-/usr/bin/chromium}" ] ;;
        fonts) command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ja family)" ] ;;
        postgres) command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ;;
        *)
            echo "need.sh: unknown thing: $1" >&2
            exit 2
            ;;
    esac
}

package() {
    case $1 in
        node) command -v node >/dev/null || echo nodejs; command -v npm >/dev/null || echo npm ;;
        browser) echo chromium ;;
        fonts) echo fontconfig fonts-noto-cjk ;;
        postgres) echo postgresql ;;
    esac
}

packages=''
for thing in "$@"; do
    have "$thing" || packages="$packages $(package "$thing" | tr '\n' ' ')"
done
packages=$(echo $packages)
if [ -z "$packages" ]; then
    for thing in "$@"; do
        have "$thing" || { echo "Node 18 or newer is needed; this one is $(node --version)." >&2; exit 1; }
    done
    exit 0
fi

if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    root=''
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
    root='sudo -n'
else
    echo "Please install these first, then try again: $packages   (on Debian: sudo apt-get install $packages)" >&2
    exit 1
fi
echo "Installing $packages"
$root env DEBIAN_FRONTEND=noninteractive apt-get update -q
$root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages

for thing in "$@"; do
    have "$thing" || { echo "need.sh: $thing is still missing after installing $packages" >&2; exit 1; }
done
