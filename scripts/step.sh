#!/bin/sh
# step.sh TITLE USUALLY COMMAND…   says what begins and how long it usually takes, runs it, says how long it took.
set -eu
title=$1 usually=$2
shift 2
printf '\n==> %s (usually %s)\n' "$title" "$usually"
began=$(date +%s)
code=0
"$@" || code=$?
took=$(($(date +%s) - began))
if [ "$code" -ne 0 ]; then
    printf '==> %s: FAILED after %s s\n' "$title" "$took" >&2
    exit "$code"
fi
printf '==> %s: done in %s s\n' "$title" "$took"
