#!/bin/bash
# The program as a person runs it: exit codes, bad input, formats, standard input, closed output.
. "$(dirname "$0")/expect.sh"

printf 'China rejects U.S. demands on tariffs\n\nChina on Friday rejected U.S. demands.\n' > good.txt
printf '{"id":"a","title":"China rejects U.S. demands on tariffs","published":"2018-04-05"}\n' > good.jsonl
printf '{"id":"a","title":"China rejects U.S. demands on tariffs"}\nnot json\n' > half.jsonl
printf 'Headline,Body\nChina rejects U.S. demands on tariffs,\n' > mapped.csv

# --- help and version
expect_exit 0 "version" "$program" --version
expect_in out "demarche 0." "version"
expect_exit 0 "help" "$program" --help
expect_in out "Examples:" "help"
for command in code explain act score attributions train record verify; do
  expect_exit 0 "help of $command" "$program" "$command" --help
  expect_in out "Examples:" "help of $command"
  expect_in out "demarche $command " "help of $command"
done

# --- usage
expect_exit 2 "no command" "$program"
expect_exit 2 "unknown command" "$program" frobnicate
expect_exit 2 "unknown option" code --frobnicate good.txt
expect_exit 2 "threads 0" code --threads 0 good.txt
expect_exit 2 "threads many" code --threads 100000 good.txt
expect_exit 2 "confidence 2" code --min-confidence 2 good.txt
expect_exit 2 "unknown format" code --format xml good.txt
expect_exit 2 "bad date" code --published yesterday good.txt
expect_in err "yesterday" "bad date"
expect_exit 2 "bad map" code --map nonsense mapped.csv
expect_exit 2 "train without anything" "$program" train
expect_exit 2 "coder without sheets" "$program" train --coder --output x.model
expect_exit 2 "no such data" "$program" code --data nowhere --models "$source_dir/models" good.txt
expect_in err "nowhere" "no such data"
mkdir empty
expect_exit 2 "no models" "$program" code --data "$source_dir/data" --models empty good.txt
expect_in err "empty/" "no models"

# --- attributions
printf 'Title\n\nThe ministry said that the talks had ended.\n' > said.txt
expect_exit 0 "attributions" "$program" attributions "${places[@]}" said.txt
expect_in out '"source":{"text":"The ministry","start":0,"end":12' "attributions"
expect_in out '"cue":{"text":"said","start":13,"end":17}' "attributions"
expect_exit 2 "attributions of a missing file" "$program" attributions "${places[@]}" missing.txt

# --- scales
expect_exit 0 "the usual scale" code good.jsonl --format jsonl
expect_in out '"goldstein":-4,' "the usual scale"
expect_exit 0 "another scale" code good.jsonl --format jsonl --scale quad
expect_in out '"plover":"REJECT","quad":-1,' "another scale"
expect_exit 2 "an unknown scale" code good.jsonl --scale kelvin
expect_in err "there is no scale kelvin; one of goldstein, quad" "an unknown scale"

# --- what is read and what is skipped
expect_exit 0 "a good file" code good.txt
expect_in out '"act":"reject"' "a good file"
expect_exit 0 "a file named like a command" bash -c "cp good.txt train && '$program' code ${places[*]} train"
expect_in out '"act":"reject"' "a file named like a command"
expect_exit 1 "a bad line" code half.jsonl
expect_in err "half.jsonl:2" "a bad line"
expect_in err "1 skipped, 1 read" "a bad line"
expect_in out '"act":"reject"' "a bad line"
expect_exit 1 "a missing file beside a good one" code missing.txt good.txt
expect_in err "missing.txt" "a missing file"
expect_exit 2 "only a missing file" code missing.txt
expect_exit 2 "a closed standard error" bash -c "'$program' code ${places[*]} missing.txt 2>&-"
expect_exit 1 "a full standard error" bash -c "'$program' code ${places[*]} missing.txt good.txt 2> /dev/full"
expect_in out '"act":"reject"' "a full standard error"
expect_exit 0 "an empty file" code /dev/null
expect_in err "note: /dev/null: holds no document" "an empty file"
mkdir pdfs && echo x > pdfs/a.pdf
for command in code explain attributions "record --db x.db"; do
  # shellcheck disable=SC2086  # a command with its options
  for folder in empty pdfs; do
    expect_exit 2 "$command of a folder without articles" "$program" $command "${places[@]}" $folder
    expect_in err "$folder: the folder holds no file that ends in .jsonl" "$command of a folder without articles"
  done
done
expect_exit 1 "a folder without articles beside a good file" code empty good.txt
expect_in err "1 skipped, 1 read" "a folder without articles beside a good file"
expect_exit 1 "explain counts what it skipped" explain half.jsonl
expect_in err "1 skipped, 1 read" "explain counts what it skipped"
head -c 5000000 /dev/zero | tr '\0' 'a' > huge.txt
expect_exit 1 "a document over 4 MiB" code huge.txt good.txt
expect_in err "huge.txt" "a document over 4 MiB"
printf 'China \377\376 rejects U.S. demands\n' > broken.txt
expect_exit 0 "invalid UTF-8" code broken.txt
expect_in err "note: broken.txt" "invalid UTF-8"
printf '\033[31m%%s%%n China rejects U.S. demands\n' > hostile.txt
expect_exit 0 "control characters" code --format table --color never hostile.txt
grep -q $'\033' out && problem "an escape sequence of the text reached the terminal"
expect_exit 2 "a hostile name" code $'no\033[31msuch.txt'
grep -q $'\033' err && problem "an escape sequence of a name reached the terminal"

# --- ways in
code good.jsonl > plain.out
gzip -k good.jsonl
expect_exit 0 "gzip" code good.jsonl.gz
expect_same out plain.out "gzip"
stdin=good.jsonl expect_exit 0 "standard input without a name" code
expect_same out plain.out "standard input without a name"
stdin=good.jsonl.gz expect_exit 0 "standard input as -" code -
expect_same out plain.out "standard input as -"
expect_exit 0 "a mapped table" code --map title=Headline,text=Body --published 2018-04-05 --source X mapped.csv
expect_in out '"published":"2018-04-05"' "a mapped table"
expect_in out '"source":"X"' "a mapped table"
mkdir folder && cp good.jsonl folder/ && cp good.txt folder/
expect_exit 0 "a folder" code folder
[ "$(wc -l < out)" -gt "$(wc -l < plain.out)" ] || problem "a folder: not all of its files were coded"

# --- ways out
expect_exit 0 "csv" code --format csv good.jsonl
head -1 out | grep -q '^id,' || problem "csv: no header"
expect_exit 0 "table" code --format table --color always good.jsonl
grep -q $'\033' out || problem "table: no colour with --color always"
expect_exit 0 "no colour into a file" code --format table good.jsonl
grep -q $'\033' out && problem "table: colour without a terminal"
expect_exit 0 "an output file" code good.jsonl --output moves.jsonl
expect_same moves.jsonl plain.out "an output file"
[ -e moves.jsonl.part ] && problem "an output file: the temporary one is left"
expect_exit 0 "csv by name" code good.jsonl --output moves.csv
head -1 moves.csv | grep -q '^id,' || problem "csv by name: no header"
cp good.jsonl same.jsonl
expect_exit 0 "the input as output" code same.jsonl --output same.jsonl
expect_same same.jsonl plain.out "the input as output"
echo old > old.jsonl
expect_exit 2 "nothing read leaves the output alone" code missing.txt --output old.jsonl
[ "$(cat old.jsonl)" = old ] || problem "nothing read: the output of an earlier run is gone"
[ -e old.jsonl.part ] && problem "nothing read: the temporary file is left"
expect_exit 2 "no question read leaves the output alone" "$program" act "${places[@]}" missing.jsonl --output old.jsonl
[ "$(cat old.jsonl)" = old ] || problem "no question read: the output of an earlier run is gone"
expect_exit 2 "an output that cannot be" code good.jsonl --output nowhere/moves.jsonl
expect_exit 0 "a device as output" code good.jsonl --output /dev/null
expect_exit 0 "no move is sure enough" code --min-confidence 1 good.jsonl
for ((i = 0; i < 3000; ++i)); do cat good.jsonl; done > many.jsonl
code many.jsonl 2> err | head -1 > first.out
[ "${PIPESTATUS[0]}" -eq 0 ] || problem "a reader that leaves: exit status ${PIPESTATUS[0]}"
[ -s err ] && problem "a reader that leaves: something was said: $(head -1 err)"
expect_exit 2 "a full disk" bash -c "'$program' code ${places[*]} many.jsonl > /dev/full"
expect_exit 2 "a closed output" bash -c "'$program' code ${places[*]} good.jsonl >&-"

# --- a pipe that stays open: what is known is written, and Ctrl-C ends it
mkfifo pipe
# The shell starts jobs with SIGINT ignored; a person's terminal does not.
env --default-signal=INT "$program" code "${places[@]}" - > live.out 2> live.err < pipe &
pid=$!
exec 9> pipe
cat good.jsonl >&9
for ((i = 0; i < 100; ++i)); do [ -s live.out ] && break; sleep 0.1; done
[ -s live.out ] || problem "a live pipe: nothing was written while it was open"
kill -INT $pid
wait $pid
status=$?
exec 9>&-
[ $status -eq 1 ] || problem "an interrupt: exit status $status, not 1"
expect_in live.err "interrupted" "an interrupt"
expect_same live.out plain.out "an interrupt"

# --- explain
expect_exit 0 "explain" explain good.txt --published 2018-04-05
expect_in out "reject  CHN > USA" "explain"
expect_in out "frame" "explain"
expect_in out "speaker" "explain"
expect_exit 0 "explain all" explain --all good.txt
stdin=good.txt expect_exit 0 "explain standard input" explain
expect_exit 2 "explain nothing" explain missing.txt

# --- train
expect_exit 2 "a missing treebank" "$program" train --treebank missing.conllu --output x.model
[ -e x.model ] && problem "a missing treebank: a model was written"
expect_exit 2 "a gate without output" "$program" train --coder --gate --sheets a --gold b
grep -q -- "needs --output" err || problem "a gate without output: not said what is needed"
expect_exit 2 "gate and blend" "$program" train --coder --gate --blend --sheets a --gold b --output x.model
expect_exit 2 "a gate of nothing" "$program" train --coder --gate "${places[@]}" --sheets a --gold b --output x.model
expect_exit 2 "a sample of nothing" "$program" train --sample --output sample.conllu
expect_in err "--unlabelled" "a sample of nothing"
expect_exit 0 "a sample" "$program" train --sample --unlabelled good.txt --output sample.conllu "${places[@]}"
grep -qE '^1	' sample.conllu || problem "a sample: no words in it"
expect_exit 2 "a sample of a treebank" "$program" train --sample --treebank a --unlabelled good.txt --output none.conllu
expect_exit 2 "a missing text" "$program" train --sample --unlabelled missing.txt --output none.conllu "${places[@]}"
[ -e none.conllu ] && problem "a missing text: a sample was written"
expect_exit 2 "missing silver" "$program" train --treebank sample.conllu --silver missing.conllu --output x.model
expect_in err "missing.conllu" "missing silver"
expect_exit 2 "missing sheets" "$program" train --coder "${places[@]}" --sheets a --gold b --words c --output x.model
expect_in err "a: " "missing sheets"

# --- an act on demand
act() { "$program" act "${places[@]}" "$@"; }
printf '{"id":"1","sentence":"Norway condemned the Hungarian government.","source_text":"Norway","target_text":"the Hungarian government"}\n' > ask.jsonl
printf '{"id":"2","sentence":"Brazil rejected a plan by Peru.","events":[{"source_text":"Brazil","target_text":"Peru"}]}\n' >> ask.jsonl
printf '{"sentence":""}\n' >> ask.jsonl
expect_exit 0 "questions" act ask.jsonl
expect_in out '{"id":"1","act":"accuse","plover":"ACCUSE","cameo":"11","confidence":' "a flat question"
expect_in out '{"id":"2","act":"reject","plover":"REJECT","cameo":"12","confidence":' "a question with events"
expect_in out '{"id":null,"act":' "an empty sentence"
[ "$(wc -l < out)" -eq 3 ] || problem "an answer for each question"
cp out first
expect_exit 0 "questions again" act ask.jsonl
expect_same first out "the same questions"
expect_exit 0 "questions from a pipe" bash -c "cat ask.jsonl | '$program' act ${places[*]}"
expect_same first out "questions from a pipe"
expect_exit 0 "why" act --why --roots ask.jsonl
expect_in out '"source":"Norway"' "why"
expect_in out '"why":["' "why"
expect_in out '"roots":["' "roots"
printf '{"id":"4","sentence":"Peru \xff met Chile.","source_text":"Zembla","target_text":"Atlantis"}\n' > odd.jsonl
expect_exit 0 "phrases that are not there, bytes that are no text" act odd.jsonl
expect_in out '{"id":"4","act":' "phrases that are not there"
{ printf '{"sentence":"'; head -c 5000000 /dev/zero | tr '\0' 'a'; printf '"}\n'; } > huge.jsonl
expect_exit 2 "a huge sentence" act huge.jsonl
expect_in err "huge.jsonl:1" "a huge sentence"
printf 'nonsense\n{"id":"3"}\n{"sentence":"A met B."}\n' > bad.jsonl
expect_exit 1 "bad questions" act bad.jsonl
expect_in err "bad.jsonl:1" "bad questions"
expect_in err "bad.jsonl:2" "bad questions"
expect_in err "2 skipped, 1 read" "bad questions"
expect_exit 2 "no questions" act missing.jsonl
expect_exit 2 "act without questions" "$program" train --act --output x.model
expect_exit 2 "act and coder" "$program" train --act --coder --questions ask.jsonl --output x.model
for stray in "--treebank a" "--entities a" "--unlabelled a" "--irregular a" "--silver a" "--sample" "--all-genres" "--words a" "--blend" "--examples a"; do
  # shellcheck disable=SC2086  # an option and its value
  expect_exit 2 "train --act $stray" "$program" train --act --questions ask.jsonl --output x.model $stray
  grep -qE -- "--(act|coder)" err || problem "train --act $stray: not said why"
done
expect_exit 2 "questions without --act" "$program" train --treebank a --output x.model --questions ask.jsonl
expect_exit 2 "lessons without --act" "$program" train --coder --sheets a --gold b --words c --output x.model --lessons d
expect_exit 2 "questions without labels" "$program" train --act "${places[@]}" --evaluate --questions ask.jsonl
sed 's/{"id":"1",/{"id":"1","plover":"BLAME",/' ask.jsonl > wrong.jsonl
expect_exit 2 "a label that nobody knows" "$program" train --act "${places[@]}" --evaluate --questions wrong.jsonl
expect_in err 'question 1: unknown "plover" root "BLAME"' "a label that nobody knows"
for pair in Norway:Sweden Brazil:Peru Japan:Korea France:Spain Kenya:Uganda India:Nepal Italy:Malta Egypt:Sudan; do
  a=${pair%:*} b=${pair#*:}
  for told in "ACCUSE:11:condemned" "REJECT:12:rejected a plan by" "CONSULT:04:met ministers from" "AID:07:sent aid to"; do
    IFS=: read -r root code words <<< "$told"
    printf '{"sentence":"%s %s %s.","source_text":"%s","target_text":"%s","plover":"%s","cameo":"%s"}\n' \
      "$a" "$words" "$b" "$a" "$b" "$root" "$code"
  done
done > labelled.jsonl
mkdir taught && ln -s "$source_dir"/models/* taught/ && rm taught/act.model
expect_exit 0 "train the act" "$program" train --act "${places[@]}" --questions labelled.jsonl --output taught/act.model
expect_in out "32 questions, 5 folds: accuracy" "train the act"
expect_exit 0 "train the act again" "$program" train --act "${places[@]}" --questions labelled.jsonl --output again.model
expect_same taught/act.model again.model "the same lessons"
expect_exit 0 "ask what was taught" "$program" act --data "$source_dir/data" --models taught ask.jsonl
expect_in out '"plover":"ACCUSE"' "ask what was taught"
expect_in out '"plover":"REJECT"' "ask what was taught"

# --- whoever asks through a pipe waits for each answer; Ctrl-C leaves what was answered, and nothing half done
mkfifo asked
env --default-signal=INT "$program" act "${places[@]}" asked > live.out 2> live.err &
pid=$!
exec 9> asked
head -1 ask.jsonl >&9
for ((i = 0; i < 100; ++i)); do [ -s live.out ] && break; sleep 0.1; done
[ "$(wc -l < live.out)" -eq 1 ] || problem "a named pipe: no answer while it was open"
kill -INT $pid
wait $pid
status=$?
exec 9>&-
[ $status -eq 1 ] || problem "act interrupted: exit status $status, not 1"
expect_in live.err "interrupted" "act interrupted"
env --default-signal=INT "$program" act "${places[@]}" asked --output acts.jsonl 2> live.err &
pid=$!
exec 9> asked
head -1 ask.jsonl >&9
for ((i = 0; i < 100; ++i)); do [ -s acts.jsonl.part ] && break; sleep 0.1; done
kill -INT $pid
wait $pid
status=$?
exec 9>&-
[ $status -eq 1 ] || problem "act with --output interrupted: exit status $status, not 1"
expect_same acts.jsonl live.out "act with --output interrupted"
[ -e acts.jsonl.part ] && problem "act with --output interrupted: the temporary file is left"

finish
