#!/bin/bash
# measure.sh: every measurement of docs/accuracy.md, one after the other, as it is printed there.
# usage: measure.sh [--no-training] [--shared FOLDER] [--program PROGRAM]
# Needs the release build and the folder of gold sets, corpora and scorer (default: ../shared). What is made on the way,
# the degraded sets among it, stays under build/measure. The last part trains the coder on ten folds for the
# cross-validated figures and the reliability of confidence (minutes; --no-training leaves it out); the model that comes
# out is build/measure/coder.model and is not put in the place of the shipped one.
# A measurement that fails is named at the end, and the exit status is 1.
set -u
cd "$(dirname "$0")/.." || exit 2
shared=../shared
program=build/release/bin/demarche
training=yes
while [ $# -gt 0 ]; do
  case $1 in
    --no-training) training=no ;;
    --shared) shared=${2:?--shared needs a folder}; shift ;;
    --program) program=${2:?--program needs a file}; shift ;;
    *) sed -n '2,9s/^# //p' "$0"; exit 2 ;;
  esac
  shift
done
[ -x "$program" ] || { echo "$program is not there: build it first" >&2; exit 2; }
[ -d "$shared/gold" ] || { echo "$shared holds no gold sets" >&2; exit 2; }
work=build/measure
mkdir -p "$work"
failed=()

# part NAME COMMAND...
part() {
  printf '\n## %s\n\n' "$1"
  "${@:2}" || { echo "FAILED: $1"; failed+=("$1"); }
}

moves_of() {
  scripts/gold-documents.py "$shared/gold/$1.docs.jsonl" "$shared/corpora" > "$work/$1.jsonl" &&
    "$program" code "$work/$1.jsonl" --format jsonl > "$work/$1.moves.jsonl" &&
    python3 "$shared/tools/score.py" --sheets "$shared/gold/$1.docs.jsonl" --gold "$shared/gold/$1.gold.jsonl" \
      --moves "$work/$1.moves.jsonl" --by act
}

timex() {
  cmake --build --preset release --target timex_eval > "$work/timex.log" &&
    find "$shared/timex/TBAQ-cleaned" -name '*.tml' -print0 | LC_ALL=C sort -z |
    xargs -0 build/release/bin/timex_eval --models models
}

cross_validation() {
  scripts/annotations-from-sheets.py unpack data/annotations "$shared/corpora" "$work/more.docs.jsonl" "$work/more.gold.jsonl" &&
    scripts/annotations-from-sheets.py written data/annotations/written "$work/own.docs.jsonl" "$work/own.gold.jsonl" &&
    "$program" train --coder --sheets "$shared/gold/train.docs.jsonl" "$work/more.docs.jsonl" "$work/own.docs.jsonl" \
      --gold "$shared/gold/train.gold.jsonl" "$work/more.gold.jsonl" "$work/own.gold.jsonl" \
      --words data/annotations/words.tsv --output "$work/coder.model" 2> "$work/train.log"
}

with=(--program "$program" --shared "$shared" --work "$work")
for set in seeds dev; do part "Moves: $set" moves_of "$set"; done
part "False moves" scripts/measure/false_moves.py --sets seeds dev train "${with[@]}"
part "Degraded text" scripts/measure/degraded.py --sets dev train "${with[@]}"
part "Speakers" scripts/measure/attributions.py --part dev "${with[@]}"
part "English: UD EWT test" "$program" train --evaluate --treebank "$shared/treebanks/en_ewt-ud-test.conllu" \
  --entities "$shared/treebanks/uner_en_ewt-test.iob2"
part "Time expressions" timex
[ "$training" = no ] || part "Cross-validation and confidence" cross_validation
[ ${#failed[@]} -eq 0 ] && exit 0
printf '\nfailed: %s\n' "${failed[*]}"
exit 1
