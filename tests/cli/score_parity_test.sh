#!/bin/bash
# The figures of `demarche score` beside those of the scorer that came with the annotated sets; they must be equal.
# Exit status 77: skipped, because the sets or Python are not here.
. "$(dirname "$0")/expect.sh"
shared=$source_dir/../shared
for needed in "$shared/tools/score.py" "$shared/gold/dev.docs.jsonl" "$shared/corpora"; do
  [ -e "$needed" ] && continue
  echo "skipped: $needed is not here"
  exit 77
done
command -v python3 > /dev/null || { echo "skipped: python3 is not here"; exit 77; }

here=$source_dir/tests/cli
# Whole documents, so that some moves stand outside the annotated sentences. What cannot be found is left out.
python3 "$source_dir/scripts/gold-documents.py" "$shared/gold/dev.docs.jsonl" "$shared/corpora" > documents.jsonl
code documents.jsonl > moves.jsonl || problem "the documents could not be coded"
[ -s moves.jsonl ] || problem "nothing was coded"
sheets=$shared/gold/dev.docs.jsonl
gold=$shared/gold/dev.gold.jsonl
python3 "$here/score_parity.py" perturb "$gold" > second.jsonl
for input in "--moves moves.jsonl" "--other second.jsonl"; do
  for by in act family topic; do
    # shellcheck disable=SC2086  # an option and its file
    set -- --sheets "$sheets" --gold "$gold" $input --by $by --misses 1000000
    python3 "$shared/tools/score.py" "$@" > reference.txt || problem "$input: the reference failed"
    "$program" score "$@" --format jsonl > ours.jsonl || problem "$input: the program failed"
    python3 "$here/score_parity.py" compare reference.txt ours.jsonl || problem "$input --by $by: figures differ"
  done
done
finish
