#!/bin/bash
# `demarche record` and `demarche verify` as a person runs them: what is taken, what is known, what goes wrong, and
# what a kill leaves behind.
. "$(dirname "$0")/expect.sh"

record() { "$program" record "${places[@]}" "$@"; }
verify() { "$program" verify --data "$source_dir/data" "$@"; }
skip() { echo "SKIPPED: $*"; }

# articles FROM TO: one a line, each with its own id and date.
articles() {
  local i
  for ((i = $1; i <= $2; i++)); do
    printf '{"id":"made/%d","source":"Sample Wire","published":"2018-%02d-%02d","title":"China rejects U.S. demand number %d","text":"BEIJING - China on Friday rejected U.S. demands to cut %d steel tariffs. The U.S. threatened new duties."}\n' \
      "$i" $((i / 28 % 12 + 1)) $((i % 28 + 1)) "$i" "$i"
  done
}
entries() { verify --db "$1" 2> /dev/null | sed -n 's/.*: \([0-9]*\) entries.*/\1/p'; }

# --- what is new, known, changed, skipped
articles 1 40 > forty.jsonl
expect_exit 0 "a first run" record forty.jsonl --db talks.db
expect_in out "talks.db: 40 new, 0 new versions, 0 coded anew, 0 known, 0 skipped;" "a first run"
[ "$(ls talks.db*)" = talks.db ] || problem "a record is one file: $(ls talks.db*)"
cp talks.db before.db
expect_exit 0 "the same again" record forty.jsonl --db talks.db
expect_in out "0 new, 0 new versions, 0 coded anew, 40 known, 0 skipped; 0 moves" "the same again"
expect_same talks.db before.db "the same again"
sed 's/Friday/Monday/' forty.jsonl | head -3 > changed.jsonl
expect_exit 0 "changed texts" record changed.jsonl forty.jsonl --db talks.db
expect_in out "0 new, 3 new versions, 0 coded anew, 40 known" "changed texts"
{ articles 41 42; echo 'not json'; } > half.jsonl
expect_exit 1 "a bad line" record half.jsonl --db talks.db
expect_in err "half.jsonl:3" "a bad line"
expect_in out "2 new, 0 new versions, 0 coded anew, 0 known, 1 skipped" "a bad line"
expect_exit 2 "only a missing file" record missing.jsonl --db talks.db
expect_exit 0 "twice in one run" bash -c "cat forty.jsonl forty.jsonl | '$program' record ${places[*]} --db twice.db"
expect_in out "40 new, 0 new versions, 0 coded anew, 40 known" "twice in one run"
expect_exit 0 "no moves at all" bash -c "echo 'Nothing happens here.' | '$program' record ${places[*]} --db quiet.db"
expect_exit 0 "verify without moves" verify --db quiet.db
expect_exit 0 "verify" verify --db talks.db
expect_in out "talks.db: 45 entries, the chain holds" "verify"
expect_in out "folds to the same record" "verify"
expect_exit 0 "the whole record" verify --db talks.db --dump whole.jsonl
expect_in whole.jsonl '"kind":"mention"' "the whole record"
expect_exit 2 "verify into a full disk" bash -c "'$program' verify --data '$source_dir/data' --db talks.db > /dev/full"
expect_in err "standard output: cannot be written" "verify into a full disk"
expect_exit 1 "a summary that cannot be told" bash -c "'$program' record ${places[*]} forty.jsonl --db told.db > /dev/full"
expect_in err "standard output: cannot be written" "a summary that cannot be told"
expect_exit 0 "what could not be told is recorded" record forty.jsonl --db told.db
expect_in out "40 known" "what could not be told is recorded"
expect_exit 2 "a dump nowhere" verify --db talks.db --dump no/such/folder/whole.jsonl
# What was folded with other tables of the record is neither compared nor answered from.
cp -r "$source_dir/data" edited
echo "# edited" >> edited/act_spans.tsv
expect_exit 1 "verify with other tables" "$program" verify --data edited --db talks.db
expect_in err "was last folded by" "verify with other tables"
"$program" events --data "$source_dir/data" --db talks.db > kept.jsonl
expect_exit 0 "events with other tables" "$program" events --data edited --db talks.db
expect_same out kept.jsonl "events recalled and events folded anew"

# --- usage
expect_exit 2 "no --db" record forty.jsonl
expect_exit 2 "a bad --seen" record forty.jsonl --db x.db --seen yesterday
expect_in err "yesterday" "a bad --seen"
expect_exit 2 "seen in the future" record forty.jsonl --db x.db --seen 2999-01-01
expect_in err "in the future" "seen in the future"
[ -e x.db ] && problem "a refused run made a file"
expect_exit 0 "seen now" record forty.jsonl --db now.db --seen now
expect_exit 0 "seen then" record forty.jsonl --db then.db --seen 2019-05-10T08:00Z
expect_exit 2 "verify nothing" verify --db nowhere.db
expect_in err "nowhere.db: there is no such record" "verify nothing"
expect_exit 0 "an empty input" record /dev/null --db empty.db
expect_exit 1 "verify an empty record" verify --db empty.db

# --- files that are none of ours, damaged, or of a newer program
refused() {  # refused FILE PART WHAT
  cp "$1" kept
  expect_exit 2 "$3" record forty.jsonl --db "$1"
  expect_in err "$2" "$3"
  expect_in err "$1" "$3"
  expect_same "$1" kept "$3: the file"
  verify --db "$1" > /dev/null 2> err && problem "$3: verify is content"
  expect_in err "$2" "$3, verify"
}
refused forty.jsonl "is no database" "not a database"
head -c 20000 talks.db > cut.db
refused cut.db "is damaged or cut off" "a truncated file"
cp talks.db newer.db
printf '\0\0\0\2' | dd of=newer.db bs=1 seek=60 conv=notrunc status=none
refused newer.db "newer demarche (format 2" "a newer format"
cp talks.db other.db
printf 'ABCD' | dd of=other.db bs=1 seek=68 conv=notrunc status=none
refused other.db "another program" "a database of another program"
expect_exit 2 "a folder" record forty.jsonl --db .
mkdir -p closed && cp talks.db closed/
as_nobody=()
[ "$(id -u)" -eq 0 ] && as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
if "${as_nobody[@]}" true 2> /dev/null && chmod 755 . && chmod 555 closed && chmod 444 closed/talks.db; then
  expect_exit 2 "a read-only folder" "${as_nobody[@]}" "$program" record "${places[@]}" forty.jsonl --db closed/new.db
  expect_in err "closed/new.db" "a read-only folder"
  expect_exit 2 "a read-only record" "${as_nobody[@]}" "$program" record "${places[@]}" half.jsonl --db closed/talks.db
  expect_in err "closed/talks.db: cannot be" "a read-only record"
  expect_exit 0 "reading there" "${as_nobody[@]}" "$program" verify --data "$source_dir/data" --db closed/talks.db
  expect_in out "45 entries" "reading there"
else
  skip "a read-only folder: this user cannot become another"
fi

# --- a full disk: a small file system, or where that is not allowed a limit on the size of files
articles 1 4000 > many.jsonl
mkdir small
if mount -t tmpfs -o size=1m none small 2> /dev/null; then
  trap 'umount small 2> /dev/null; rm -rf "$work"' EXIT
  record many.jsonl --db small/talks.db > out 2> err
  full=$?
  head -c 100000000 /dev/zero > small/rest 2> /dev/null  # whatever SQLite left
  rm small/rest
else
  skip "a full file system: mounting one needs root; a limit on file size stands in"
  (trap '' XFSZ; ulimit -f 700; record many.jsonl --db small/talks.db) > out 2> err
  full=$?
fi
[ "$full" -eq 1 ] || problem "a full disk: exit status $full"
expect_in err "the disk is full; what was committed before is safe" "a full disk"
expect_in err "documents of this run are committed" "a full disk"
cp small/talks.db* .
mv talks.db-wal full.db-wal 2> /dev/null; rm -f talks.db-shm; mv talks.db full.db
umount small 2> /dev/null
had=$(entries full.db)
told=$(sed -n 's/.* \([0-9]*\) documents of this run are committed.*/\1/p' err)
if [ "${had:-0}" -eq 0 ] || [ "${had:-0}" -ne "${told:-0}" ]; then
  problem "a full disk: ${had:-no} entries were kept, ${told:-none} were said to be"
fi
expect_exit 0 "room again" record many.jsonl --db full.db
expect_in out "$((4000 - had)) new, 0 new versions, 0 coded anew, $had known" "room again"
expect_exit 0 "verify after a full disk" verify --db full.db
expect_in out "4000 entries" "verify after a full disk"

# --- two writers: the second is told, the first loses nothing
mkfifo feed
"$program" record "${places[@]}" feed --db two.db --seen now > first.out 2> first.err &
first=$!
exec 3<> feed  # both ways: opening does not wait
articles 1 5 >&3
for _ in $(seq 100); do [ "$(entries two.db)" = 5 ] && break; sleep 0.1; done
[ "$(entries two.db)" = 5 ] || problem "a slow feed is not committed while it waits"
expect_exit 2 "a second writer" record forty.jsonl --db two.db
expect_in err "two.db: another program is writing to it; nothing is lost" "a second writer"
articles 6 7 >&3
exec 3>&-
wait "$first" || problem "the first of two writers failed: $(cat first.err)"
expect_in first.out "7 new" "the first of two writers"
expect_exit 0 "after two writers" verify --db two.db
expect_in out "two.db: 7 entries" "after two writers"

# --- Ctrl-C commits and stops
"$program" record "${places[@]}" feed --db stopped.db > stop.out 2> stop.err &
first=$!
exec 3<> feed  # both ways: opening does not wait
articles 1 3 >&3
for _ in $(seq 100); do [ "$(entries stopped.db)" = 3 ] && break; sleep 0.1; done
kill -TERM "$first"
wait "$first"
[ $? -eq 1 ] || problem "a stopped run: exit status"
exec 3>&-
expect_in stop.err "interrupted; what was coded until then is committed" "a stopped run"
expect_in stop.out "3 new" "a stopped run"
expect_exit 0 "verify a stopped run" verify --db stopped.db
expect_in out "folds to the same record" "verify a stopped run"

# --- kill -9 at several moments: nothing committed is lost, nothing is taken twice
kills=0
for pause in 0.3 0.5 0.8 1.2 1.7 2.5; do
  "$program" record "${places[@]}" many.jsonl --db killed.db --threads 2 > /dev/null 2>&1 &
  victim=$!
  sleep "$pause"
  seen=$(entries killed.db)
  kill -9 "$victim" 2> /dev/null && kills=$((kills + 1))
  wait "$victim" 2> /dev/null
  [ -e killed.db ] || continue
  left=$(entries killed.db)
  [ "${left:-0}" -ge "${seen:-0}" ] || problem "kill -9: $seen entries were there, ${left:-none} are left"
done
left=$(entries killed.db)
expect_exit 0 "resumed" record many.jsonl --db killed.db
expect_in out "$((4000 - ${left:-0})) new, 0 new versions, 0 coded anew, ${left:-0} known" "resumed"
expect_exit 0 "verify after kills" verify --db killed.db
expect_in out "4000 entries, the chain holds" "verify after kills"
echo "killed $kills times; the last left ${left:-0} entries"

# --- a clock that runs backwards
if command -v faketime > /dev/null; then
  expect_exit 0 "an earlier clock" faketime '2020-01-01' "$program" record "${places[@]}" half.jsonl --db now.db --seen now
  expect_in err "the clock stands" "an earlier clock"
fi

finish
