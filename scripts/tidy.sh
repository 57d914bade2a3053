#!/bin/bash
# tidy.sh [--all | FILE...]: clang-tidy with the checks of .clang-tidy, over build/release's compile commands.
# Without arguments: the sources that differ from the last commit, or else that the last commit changed. Headers are
# checked through the sources that include them.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD_DIR:-build/release}
tidy=${CLANG_TIDY:-clang-tidy}
if [ ! -f "$build/compile_commands.json" ]; then
  echo "no $build/compile_commands.json; configure the preset release first" >&2
  exit 2
fi

changed() {
  local files
  files=$(git diff --name-only HEAD 2> /dev/null; git ls-files --others --exclude-standard 2> /dev/null)
  [ -n "$files" ] || files=$(git diff --name-only HEAD~1 HEAD 2> /dev/null)
  printf '%s\n' "$files"
}

case "${1:-}" in
  --all) mapfile -t files < <(find src tests -name '*.cpp') ;;
  '') mapfile -t files < <(changed) ;;
  *) files=("$@") ;;
esac

checked=()
for file in "${files[@]}"; do
  [[ $file == *.cpp && -f $file ]] && grep -qF "$PWD/$file\"" "$build/compile_commands.json" && checked+=("$file")
done
if [ ${#checked[@]} -eq 0 ]; then
  echo "no changed sources"
  exit 0
fi
# Without a limit a large change would take longer than all tests together.
limit=${TIDY_LIMIT:-12}
if [ "${1:-}" = '' ] && [ ${#checked[@]} -gt "$limit" ]; then
  echo "${#checked[@]} sources changed; the first $limit are checked here, all of them by 'make tidy'"
  checked=("${checked[@]:0:$limit}")
fi
# The compile commands are those of g++: its warnings that clang does not know (-Wno-restrict) are no finding.
printf '%s\0' "${checked[@]}" | sort -z |
  xargs -0 -n 1 -P "$(nproc)" "$tidy" --quiet -p "$build" --extra-arg=-Wno-unknown-warning-option \
    2> >(grep -v 'warnings\? generated' >&2)
