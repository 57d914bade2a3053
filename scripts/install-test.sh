#!/bin/bash
# install-test.sh BUILD_DIR: installs into an empty prefix, runs the program from there, and builds and runs a program
# of somebody else's against the installed package.
set -eu
source_dir=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "${1:?usage: install-test.sh BUILD_DIR}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/prefix" > "$work/install.log"
cd "$work"
printf 'China rejects U.S. demands on tariffs\n' > article.txt
"$work/prefix/bin/demarche" --version
"$work/prefix/bin/demarche" code article.txt --published 2018-04-05 > moves.jsonl
"$build/bin/demarche" code article.txt --published 2018-04-05 --data "$source_dir/data" --models "$source_dir/models" |
  cmp - moves.jsonl

cmake -S "$source_dir/tests/install" -B consumer -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" > consumer.log 2>&1 ||
  { cat consumer.log; exit 1; }
cmake --build consumer > consumer.log 2>&1 || { cat consumer.log; exit 1; }
./consumer/consumer "$work/prefix/share/demarche" article.txt
