# What the shell tests share; sourced. Sets $demarche (with its folders), $work (an empty folder) and a few checks.
# Arguments of the sourcing script: PROGRAM SOURCE_DIR.
set -u
program=${1:?usage: PROGRAM SOURCE_DIR}
source_dir=${2:?usage: PROGRAM SOURCE_DIR}
places=(--data "$source_dir/data" --models "$source_dir/models")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failures=0

code() { "$program" code "${places[@]}" "$@"; }
explain() { "$program" explain "${places[@]}" "$@"; }

problem() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

# expect_exit CODE WHAT COMMAND...: runs it with its output in $work/out and $work/err.
expect_exit() {
  local wanted=$1 what=$2
  shift 2
  "$@" > "$work/out" 2> "$work/err" < "${stdin:-/dev/null}"
  local got=$?
  if [ "$got" -ne "$wanted" ]; then
    problem "$what: exit status $got, not $wanted"
    sed 's/^/    /' "$work/err"
  fi
}

expect_in() {  # expect_in FILE TEXT WHAT
  grep -qF -- "$2" "$1" || problem "$3: \"$2\" is not in $(basename "$1"): $(head -c 300 "$1")"
}

expect_same() { cmp -s "$1" "$2" || problem "$3: $1 and $2 differ"; }

finish() {
  if [ "$failures" -gt 0 ]; then
    echo "$failures failed"
    exit 1
  fi
  echo "all passed"
}
