#!/bin/bash
# House rules that a machine can check: no source file of 500 lines or more, no tabs, no blanks at line ends.
set -u
cd "$(dirname "$0")/.." || exit 2
find src tests bench fuzz -name '*.cpp' -o -name '*.hpp' | LC_ALL=C sort | xargs awk '
  /\t|[ ]$/ { print FILENAME ":" FNR ": a tab, or blanks at the end"; bad = 1 }
  FNR == 500 { print FILENAME ": 500 lines or more"; bad = 1 }
  END { exit bad }'
