#!/bin/bash
# House rule that a machine can check: every source file is as clang-format (with .clang-format) leaves it.
# `make format` mends what this finds. Without clang-format nothing is checked, and the last line says so.
set -u
cd "$(dirname "$0")/.." || exit 2
format=${CLANG_FORMAT:-clang-format}
if ! command -v "$format" > /dev/null; then
  echo "SKIPPED: no $format"
  exit 77
fi
find src tests bench fuzz -name '*.cpp' -o -name '*.hpp' | LC_ALL=C sort | xargs "$format" --dry-run -Werror
