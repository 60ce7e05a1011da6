#!/bin/sh
# closing-lines.sh RUST_LOG BROWSER_LOG   repeats how each test runner closed, and the sum, at the end of a long run.
set -eu
echo
grep -h '^test result' "$1" | grep -v ' 0 passed; 0 failed' || true
# Playwright closes with one indented line for each outcome.
outcome='^  [0-9][0-9]* \(passed\|failed\|skipped\|flaky\|interrupted\|did not run\)'
grep -h "$outcome" "$2" || true
{
    sed -n 's/^test result.* \([0-9]*\) passed; \([0-9]*\) failed; \([0-9]*\) ignored.*/\1 \2 \3/p' "$1"
    sed -n 's/^  \([0-9]*\) passed.*/\1 0 0/p; s/^  \([0-9]*\) \(failed\|flaky\|interrupted\).*/0 \1 0/p; s/^  \([0-9]*\) \(skipped\|did not run\).*/0 0 \1/p' "$2"
} | awk '{ passed += $1; failed += $2; skipped += $3 } END { printf "\nTotal: %d passed, %d failed, %d skipped\n", passed, failed, skipped }'
