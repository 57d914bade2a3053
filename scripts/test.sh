#!/bin/bash
# test.sh: every test of the release build, and half a minute of each fuzz target. test.sh --long: then also the
# sanitizers (address and undefined behaviour: unit tests, cases and the program; threads: the run with many threads)
# and clang-tidy over what changed. A stage that fails does not stop the next one.
# The counts end up in build/test-summary and in the last line.
set -u
cd "$(dirname "$0")/.." || exit 2
fuzz_seconds=${FUZZ_SECONDS:-30}
passed=0
failed=0

say() { printf '\n=== %s\n' "$*"; }

# stage NAME COMMAND...: one test that passes or fails.
stage() {
  local name=$1
  shift
  say "$name"
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $name"
  fi
}

# tests PRESET CTEST-OPTIONS...: adds what ctest counts.
tests() {
  local preset=$1 report
  shift
  say "ctest, $preset"
  report=build/$preset/ctest.log
  ctest --test-dir "build/$preset" --output-on-failure -j "$(nproc)" "$@" 2>&1 | tee "$report" |
    grep -vE '^ *(Start |[0-9]+/[0-9]+ .* Passed )'
  local line bad all
  line=$(grep -E 'tests passed, [0-9]+ tests failed out of [0-9]+' "$report" | tail -1)
  bad=$(sed -E 's/.* ([0-9]+) tests failed.*/\1/' <<< "$line")
  all=$(sed -E 's/.* out of ([0-9]+).*/\1/' <<< "$line")
  if [ -z "$line" ] || [ "$all" -eq 0 ]; then
    echo "FAILED: ctest did not run"
    failed=$((failed + 1))
    return
  fi
  passed=$((passed + all - bad))
  failed=$((failed + bad))
}

# build PRESET TARGETS...: configures and builds; a failure counts as one and skips its tests.
build() {
  local preset=$1
  shift
  say "build, $preset"
  local targets=()
  [ $# -gt 0 ] && targets=(--target "$@")
  if cmake --preset "$preset" > "build/$preset.log" 2>&1; then
    cmake --build --preset "$preset" "${targets[@]}" && return 0
  else
    tail -20 "build/$preset.log"
  fi
  echo "FAILED: build, $preset"
  failed=$((failed + 1))
  return 1
}

unit_targets() { ninja -C "build/$1" -t targets all | sed -nE 's/^([a-z]+_tests): .*/\1/p' | sort -u; }

mkdir -p build
build release && tests release
if command -v clang++ > /dev/null; then
  # shellcheck disable=SC2046
  build fuzz $(cd fuzz && printf '%s\n' fuzz_*.cpp | sed 's/\.cpp$//') &&
    stage "fuzz, $fuzz_seconds s each" scripts/fuzz-smoke.sh "$fuzz_seconds"
else
  say "fuzz: skipped, no clang++"
fi
if [ "${1:-}" = --long ]; then
  if build asan demarche demarche_cases; then
    # shellcheck disable=SC2046
    build asan $(unit_targets asan) && tests asan -L 'unit|cases|program'
  fi
  build tsan demarche cli_tests && tests tsan -R '^cli\.(threads|record|Workers|Feeder|RecorderTest)'
  if command -v clang-tidy > /dev/null; then
    stage "clang-tidy over what changed" scripts/tidy.sh
  else
    say "clang-tidy: skipped, it is not installed"
  fi
fi

printf '%s passed, %s failed\n' "$passed" "$failed" | tee build/test-summary
[ "$failed" -eq 0 ]
