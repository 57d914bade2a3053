#!/bin/bash
# runner_test.sh RUNNER: a case file that cannot be read is refused with its line.
set -u
runner=${1:?usage: runner_test.sh RUNNER}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

refused() {  # refused LINE TEXT-OF-MESSAGE CONTENT
  printf '%b' "$3" > "$work/bad.case"
  message=$("$runner" "$work" 2>&1)
  status=$?
  if [ $status -ne 2 ] || [[ $message != *"bad.case:$1: "*"$2"* ]]; then
    echo "FAILED: exit status $status, said: $message; wanted line $1 and \"$2\""
    failures=$((failures + 1))
  fi
}

refused 2 'no name' 'title: x\n---\n---\nnone\n'
refused 1 'unknown line' 'colour: red\n---\n---\nnone\n'
refused 2 'YYYY-MM-DD' 'case: x\npublished: soon\n---\n---\nnone\n'
refused 3 'two lines ---' 'case: x\n---\nbody\n'
refused 4 'none' 'case: x\n---\nbody\n---\n'
refused 5 'unknown act' 'case: x\n---\nbody\n---\nlaugh USA > CHN\n'
refused 5 'act ACTOR > TARGET' 'case: x\n---\nbody\n---\nreject USA CHN\n'
refused 5 'act ACTOR > TARGET' 'case: x\n---\nbody\n---\nreject USA > China\n'
refused 5 'modality=perhaps' 'case: x\n---\nbody\n---\nreject USA > CHN | modality=perhaps\n'
refused 5 'date=' 'case: x\n---\nbody\n---\nreject USA > CHN | date=2018-13\n'
refused 5 'colour=red' 'case: x\n---\nbody\n---\nreject USA > - | colour=red\n'
if "$runner" "$work/no-such-folder" > /dev/null 2>&1; then
  echo "FAILED: a missing folder was accepted"
  failures=$((failures + 1))
fi
[ $failures -eq 0 ] && echo "all passed"
exit $((failures > 0))
