#!/bin/bash
# fuzz-smoke.sh SECONDS [BUILD_DIR]: runs every fuzz target for so long, as many at once as there are cores; fails if one
# finds something. For a long run: fuzz-smoke.sh 600. New inputs stay under BUILD_DIR/corpus.
set -u
cd "$(dirname "$0")/.." || exit 2
seconds=${1:?usage: fuzz-smoke.sh SECONDS [BUILD_DIR]}
build=${2:-build/fuzz}
targets=("$build"/bin/fuzz_*)
if [ ! -x "${targets[0]}" ]; then
  echo "no fuzz targets under $build/bin; build the preset fuzz first" >&2
  exit 2
fi

run() {
  local target=$1 seconds=$2 build=$3 name corpus
  name=$(basename "$target")
  corpus=$build/corpus/$name
  mkdir -p "$corpus"
  local seeds=()
  [ -d "fuzz/seeds/$name" ] && seeds=("fuzz/seeds/$name")
  if "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
      -artifact_prefix="$build/$name-" "$corpus" "${seeds[@]}" > "$build/$name.log" 2>&1; then
    echo "$name: $(sed -nE 's/^stat::number_of_executed_units: *//p' "$build/$name.log") runs, clean"
  else
    printf '%s: FAILED\n%s\n' "$name" "$(tail -40 "$build/$name.log")"
    return 1
  fi
}
export -f run
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'run "$@"' run {} "$seconds" "$build"
