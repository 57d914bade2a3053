#!/bin/bash
# The record of the examples, asked in every way: the brief, its sections and numbers, tables, the picture, ids.
. "$(dirname "$0")/expect.sh" "$@"
examples=$source_dir/examples
ask() { "$program" "$1" --db talks.db --data "$source_dir/data" "${@:2}"; }
expect_exit 0 "record" "$program" record "$examples/articles.jsonl" "$examples/chronicle.jsonl" "${places[@]}" --db talks.db

# --- brief
expect_exit 0 "brief" ask brief --since 2018-04-05 --as-of 2018-04-12 --between USA,CHN --format table
for heading in NEW "SAID BEFORE" CONTRADICTED CHANGED "DUE NEXT"; do expect_in out "$heading" "brief"; done
expect_in out "break-down" "brief: the talks broke down"
expect_in out "outlet)" "brief: sources"
expect_in out "ex-01 " "brief: document and offset"
grep -Eq '[0-9]\.[0-9]{2} × [0-9]\.[0-9]{2} × [0-9]\.[0-9]{2}' out || problem "brief: the numbers are not visible"
grep -q "2018-04-1[3-9]" out && problem "brief: later than its end"
expect_exit 0 "brief for machines" ask brief --since 2018-04-05 --as-of 2018-04-12 --top 0 --format jsonl
cp out brief.jsonl
expect_in brief.jsonl '"section":"new"' "brief for machines"
expect_in brief.jsonl '"consequence":' "brief for machines"
expect_exit 0 "brief again" ask brief --since 2018-04-05 --as-of 2018-04-12 --top 0 --format jsonl
expect_same out brief.jsonl "brief: the same twice"
expect_exit 0 "what is due" ask brief --since 2018-09-15 --as-of 2018-09-20 --format jsonl
expect_in out '"section":"due"' "what is due: the tariffs of September 24 and January 1"
expect_exit 0 "brief as csv" ask brief --as-of 2018-04-12 --format csv
head -1 out | grep -q '^section,score,consequence,novelty,sourcing,' || problem "brief as csv: header"
expect_exit 0 "an empty week" ask brief --as-of 2000-01-01 --format table
expect_in out "nothing" "an empty week"

# --- tables
for command in timeline events contests sources; do
  expect_exit 0 "$command" ask $command --format table
  [ "$(wc -l < out)" -gt 2 ] || problem "$command: no rows"
  expect_exit 0 "$command csv" ask $command --format csv
  head -1 out | grep -q , || problem "$command: no header"
  expect_exit 0 "$command jsonl" ask $command --format jsonl
  head -1 out | grep -q '^{.*}$' || problem "$command: no JSON"
done
expect_exit 0 "contests of July 2017" ask contests --as-of 2017-07-31 --format csv
expect_in out "ch-04" "contests: failed, or significant progress"
expect_exit 0 "a filter" ask events --between KOR,JPN --format csv
grep -q CHN out && problem "a filter: others are in it"
expect_exit 2 "an unknown act" ask events --act dance
expect_exit 2 "an unknown issue" ask brief --issue dance
expect_in err "there is no issue dance; one of " "an unknown issue"
expect_exit 2 "an unknown party" ask timeline --between USA,QQQ
expect_in err "no party has the code QQQ" "an unknown party"
expect_exit 0 "bodies without a code of their own" ask events --between ZZZ

# --- the picture
expect_exit 0 "svg" ask timeline --between USA,CHN --svg lanes.svg
[ -s out ] && problem "svg: something on standard output"
expect_in lanes.svg "prefers-color-scheme:dark" "svg"
expect_in lanes.svg ">tariffs<" "svg: a lane"
if command -v python3 > /dev/null; then
  python3 -c 'import sys, xml.dom.minidom as m; m.parse("lanes.svg")' 2> err || problem "svg: no XML: $(tail -1 err)"
fi

# --- one thing
id=$(ask events --act break-down --format csv | sed -n 2p | cut -d, -f1)
expect_exit 0 "show an event" ask show "$id" --format table
expect_in out "break-down" "show an event"
measure=$(ask measures --format csv | sed -n 2p | cut -d, -f1)
expect_exit 0 "show a measure" ask show "$measure" --format table
expect_exit 0 "show for machines" ask show "$measure" --format jsonl
expect_in out "\"id\":\"$measure\"" "show for machines"
expect_exit 2 "show nothing" ask show zzzz
expect_exit 0 "first-said" ask first-said "China will open its market wider" --models "$source_dir/models" --format table
expect_in out "first said 2018-01-24" "first-said: Davos"
expect_in out "2018-04-10" "first-said: Boao"
move=$(ask events --act break-down --format jsonl | sed -n 1p | sed 's/.*"move":"\([0-9a-f]*\)".*/\1/')
expect_exit 0 "first-said by move" ask first-said --move "$move" --format jsonl
expect_in out '"first":true' "first-said by move"
expect_exit 2 "first-said of nothing" ask first-said
expect_exit 2 "first-said of what nobody said" ask first-said "zebra quagga okapi" --models "$source_dir/models"

# --- hostile text
printf '%s\n' '{"id":"x","source":"<b>&\"","published":"2018-05-01","title":"China rejects U.S. demands","text":"China rejected U.S. demands on tariffs, <script>alert(1)</script> officials said."}' > bad.jsonl
expect_exit 0 "record of hostile text" "$program" record bad.jsonl "${places[@]}" --db bad.db
expect_exit 0 "svg of hostile text" "$program" timeline --db bad.db --data "$source_dir/data" --svg bad.svg
grep -q '<script\|<b>' bad.svg && problem "svg: text became markup"

finish
