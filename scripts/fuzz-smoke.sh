#!/bin/bash
# fuzz-smoke.sh SECONDS [BUILD_DIR]: runs every fuzz target for its share of the time; fails with the first that finds
# something. For a long run: fuzz-smoke.sh 6000. New inputs stay under BUILD_DIR/corpus.
set -u
cd "$(dirname "$0")/.." || exit 2
seconds=${1:?usage: fuzz-smoke.sh SECONDS [BUILD_DIR]}
build=${2:-build/fuzz}
targets=("$build"/bin/fuzz_*)
if [ ! -x "${targets[0]}" ]; then
  echo "no fuzz targets under $build/bin; build the preset fuzz first" >&2
  exit 2
fi
share=$((seconds / ${#targets[@]}))
[ "$share" -ge 1 ] || share=1
status=0
for target in "${targets[@]}"; do
  name=$(basename "$target")
  corpus=$build/corpus/$name
  mkdir -p "$corpus"
  seeds=()
  [ -d "fuzz/seeds/$name" ] && seeds=("fuzz/seeds/$name")
  if "$target" -max_total_time="$share" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
      -artifact_prefix="$build/$name-" "$corpus" "${seeds[@]}" > "$build/$name.log" 2>&1; then
    echo "$name: $(sed -nE 's/^stat::number_of_executed_units: *//p' "$build/$name.log") runs, clean"
  else
    echo "$name: FAILED"
    tail -40 "$build/$name.log"
    status=1
  fi
done
exit $status
