#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/bench.sh BIN FOLDER: CPU seconds of griffier extract beside pdftotext once a file, paired, five rounds; then of each step beside
# poppler alone (workbench floor).
set -euo pipefail
for need in pdftotext:poppler-utils awk:mawk; do
  command -v "${need%%:*}" >/dev/null || { echo "tools/bench.sh needs ${need%%:*}: install ${need#*:}" >&2; exit 69; }
done
bin=$1
griffier=$bin/griffier
mapfile -d '' files < <(find -L "$2" -name '*.pdf' -print0 | sort -z)
[ ${#files[@]} -gt 0 ] || { echo "no PDF files in $2" >&2; exit 66; }
TIMEFORMAT='%3U %3S'

pdftotext_each() { for file in "${files[@]}"; do pdftotext "$file" - >/dev/null 2>&1 || true; done; }
cpu() { { time "$@" >/dev/null 2>/dev/null || true; } 2>&1 | awk '{ print $1 + $2 }'; }

"$griffier" extract "${files[@]}" >/dev/null 2>&1 || true
echo "${#files[@]} files; CPU seconds"
printf '%-8s%12s%12s%8s\n' round griffier pdftotext ratio
for round in 1 2 3 4 5; do
  ours=$(cpu "$griffier" extract "${files[@]}")
  theirs=$(cpu pdftotext_each)
  awk -v r=$round -v a="$ours" -v b="$theirs" 'BEGIN { printf "%-8s%12.2f%12.2f%8.2f\n", r, a, b, a / b }'
done
echo
"$bin/workbench" floor "${files[@]}"
