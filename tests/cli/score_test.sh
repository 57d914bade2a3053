#!/bin/bash
# `demarche score` as a person runs it: ways in, ways out, bad input.
. "$(dirname "$0")/expect.sh"

cat > sheets.jsonl <<'END'
{"doc":"a","topic":"steel","source":"Gazette","published":"2018-04-05","title":"China rejects U.S. demands on tariffs","sentences":[{"i":"t","field":"title","start":0,"end":37,"text":"China rejects U.S. demands on tariffs"},{"i":"0","field":"text","start":0,"end":26,"text":"The weather will stay dry."}]}
END
cat > gold.jsonl <<'END'
{"doc":"a","moves":[{"s":"t","trigger":"rejects","act":"reject","actor":{"party":"CHN"},"target":{"party":"USA"},"issues":["tariffs"],"modality":"actual","speaker_kind":"named","date":null},{"s":"t","trigger":"demands","act":"demand","actor":{"party":"USA"},"target":{"party":"CHN"},"issues":["tariffs"],"modality":"actual","speaker_kind":"narrator","date":null}]}
{"doc":"stranger","moves":[]}
END
sed 's/"act":"demand"/"act":"request"/; s/"target":{"party":"USA"}/"target":null/' gold.jsonl > other.jsonl
cat > article.jsonl <<'END'
{"id":"a","published":"2018-04-05","title":"China rejects U.S. demands on tariffs","text":"The weather will stay dry."}
END
code article.jsonl > moves.jsonl
score() { "$program" score --sheets sheets.jsonl --gold gold.jsonl "$@"; }

# --- three ways in
expect_exit 0 "coded moves" score --moves moves.jsonl
cp out moves.out
expect_in out "1 documents, 2 annotated moves" "coded moves"
expect_in out "1 sentences without a move" "coded moves"
stdin=moves.jsonl expect_exit 0 "standard input" score --moves -
expect_same out moves.out "standard input"
expect_exit 0 "the documents of the sheets" score "${places[@]}"
expect_same out moves.out "the documents of the sheets"
expect_exit 0 "a second annotation" score --other other.jsonl --confusions --misses 9
expect_in out "who              0.000  0.000  0.000       0      2         2" "a second annotation"
expect_in out "detect           1.000  1.000  1.000       2      2         2" "a second annotation"
expect_in out "     1  demand           request" "a second annotation"
expect_in out "     1  missing target" "a second annotation"
expect_in out "2 of 2 misses and extras" "a second annotation"
expect_in out "a [t] China rejects U.S. demands on tariffs" "a second annotation"
expect_in out "  part   reject CHN>USA actual «rejects»" "a second annotation"
expect_in out "         coded reject CHN>- actual «rejects»" "a second annotation"
expect_exit 0 "itself" score --other gold.jsonl
expect_in out "full             1.000  1.000  1.000       2      2         2" "itself"
expect_exit 0 "no move is sure enough" score --moves moves.jsonl --min-confidence 1
expect_in out "2 annotated moves, 0 coded" "no move is sure enough"

# --- ways out
expect_exit 0 "by act" score --other other.jsonl --by act
expect_in out "who, by act" "by act"
expect_in out "request          0.000  0.000  0.000       0      1         0" "by act"
expect_exit 0 "by topic" score --other other.jsonl --by topic
expect_in out "steel " "by topic"
expect_exit 0 "by source" score --other other.jsonl --by source
expect_in out "Gazette " "by source"
expect_exit 0 "by family" score --other other.jsonl --by family
expect_exit 0 "json lines" score --other other.jsonl --format jsonl --by act --confusions --misses 1
expect_in out '{"row":"level","name":"act","right":1,"coded":2,"annotated":2,"precision":0.5,' "json lines"
expect_in out '{"row":"act","annotated":"demand","coded":"request","count":1}' "json lines"
expect_in out '{"row":"group","by":"act","name":"request",' "json lines"
[ "$(grep -c '"row":"miss"' out)" -eq 1 ] || problem "json lines: not one miss"
expect_exit 2 "a full disk" bash -c "'$program' score --sheets sheets.jsonl --gold gold.jsonl --other other.jsonl > /dev/full"

# --- usage and bad input
expect_exit 2 "no sheets" "$program" score --gold gold.jsonl
expect_exit 2 "moves and other" score --moves moves.jsonl --other other.jsonl
expect_exit 2 "confidence of a second annotation" score --other other.jsonl --min-confidence 0.5
expect_exit 2 "an unknown group" score --moves moves.jsonl --by colour
expect_exit 2 "an unknown format" score --moves moves.jsonl --format csv
expect_exit 2 "missing moves" score --moves nowhere.jsonl
expect_in err "nowhere.jsonl" "missing moves"
expect_exit 2 "gold of other documents" bash -c "tail -1 gold.jsonl > strangers.jsonl && '$program' score --sheets sheets.jsonl --gold strangers.jsonl"
expect_in err "strangers.jsonl: annotates no document of the sheets" "gold of other documents"
expect_exit 2 "broken gold" bash -c "echo '{}' > broken.jsonl && '$program' score --sheets sheets.jsonl --gold broken.jsonl --moves moves.jsonl"
expect_in err "broken.jsonl:1" "broken gold"
{ cat moves.jsonl; echo '{"act":"laugh"}'; } > half.jsonl
expect_exit 1 "a bad line of moves" score --moves half.jsonl
expect_in err "half.jsonl:$(wc -l < half.jsonl): " "a bad line of moves"
expect_in err "1 lines of moves skipped" "a bad line of moves"
expect_same out moves.out "a bad line of moves"
printf 's/China rejects/\\\\u001b[31m rejects/' > script.sed
sed -f script.sed sheets.jsonl > hostile.jsonl
expect_exit 0 "control characters" "$program" score --sheets hostile.jsonl --gold gold.jsonl --other other.jsonl --misses 9
grep -q $'\033' out && problem "an escape sequence of a sentence reached the terminal"

finish
