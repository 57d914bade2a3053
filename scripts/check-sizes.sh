#!/bin/bash
# House rules that a machine can check: no source file of 500 lines or more, no tabs, no blanks at line ends.
set -u
cd "$(dirname "$0")/.." || exit 2
status=0
while IFS= read -r file; do
  lines=$(wc -l < "$file")
  if [ "$lines" -ge 500 ]; then
    echo "$file: $lines lines; fewer than 500 are wanted"
    status=1
  fi
  if grep -nP '\t|[ ]+$' "$file" | sed "s|^|$file:|" | grep . ; then status=1; fi
done < <(find src tests bench fuzz -name '*.cpp' -o -name '*.hpp' | LC_ALL=C sort)
exit $status
