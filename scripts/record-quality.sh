#!/bin/bash
# Records the corpora beside the checkout into a temporary database and holds the tariff measures that come out against
# dated chronologies; writes the section of docs/record-quality.md.
#
#   scripts/record-quality.sh [SHARED_FOLDER] [--keep DATABASE] [--misses]
#
# SHARED_FOLDER: default ../shared beside the checkout. --keep: the database, kept, or used where it is there already.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=../shared
database=
more=()
while [ $# -gt 0 ]; do
  case "$1" in
    --keep) database=$2; shift 2 ;;
    --misses) more+=(--misses); shift ;;
    *) shared=$1; shift ;;
  esac
done
program=${DEMARCHE:-build/release/bin/demarche}
if [ ! -d "$shared/corpora" ]; then
  echo "record-quality: no corpora in $shared; nothing is measured" >&2
  exit 1
fi
if [ -z "$database" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  database=$folder/quality.db
fi
if [ ! -s "$database" ]; then
  "$program" record --db "$database" "$shared"/corpora/{headlines,nyt,tweets,reuters,peoples-daily}.jsonl
fi
answer=$(mktemp)
"$program" measures --db "$database" --issue tariffs --as-of 2020-12-31 --format jsonl > "$answer"
"$program" measures --db "$database" --issue tariffs --as-of 2020-12-31 --format jsonl --follow-through > "$answer.rates"
python3 scripts/record-quality.py --measures "$answer" --rates "$answer.rates" --chronologies "$shared/chronologies" \
  --document docs/record-quality.md "${more[@]}"
rm -f "$answer" "$answer.rates"
