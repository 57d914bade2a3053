#!/bin/bash
# The same bytes out for any number of threads, in any locale, run twice.
. "$(dirname "$0")/expect.sh"

# Enough documents for the workers to overtake each other: the examples many times under their own names, longest last.
inputs=()
for ((i = 0; i < 12; ++i)); do inputs+=("$source_dir"/examples/*.{jsonl,csv,txt}); done
printf '{"id":"%s","title":"China rejects U.S. demands","text":"Mexico agreed to buy corn."}\n' {1..200} > short.jsonl
inputs+=(short.jsonl)

code --format jsonl --threads 1 "${inputs[@]}" > one.jsonl || problem "one thread: exit status $?"
[ -s one.jsonl ] || problem "one thread: nothing was coded"
for threads in 1 2 4 8; do
  for locale in C C.UTF-8; do
    LC_ALL=$locale code --format jsonl --threads $threads "${inputs[@]}" > again.jsonl ||
      problem "$threads threads: exit status $?"
    expect_same again.jsonl one.jsonl "$threads threads, locale $locale"
  done
done
code --format table --threads 1 "${inputs[@]}" > one.table
code --format table --threads 4 "${inputs[@]}" > four.table
expect_same one.table four.table "table with four threads"

# Questions are dealt out to threads and answered in order.
for ((i = 0; i < 300; ++i)); do
  printf '{"id":"%s","sentence":"Norway condemned Peru and fined %s ships.","source_text":"Norway","target_text":"Peru"}\n' $i $i
  printf '{"id":"%s","sentence":"Chile will send %s doctors to Malta.","source_text":"Chile","target_text":"Malta"}\n' $i $i
done > ask.jsonl
act() { "$program" act --data "$source_dir/data" --models "$source_dir/models" "$@"; }
act --threads 1 --why --roots ask.jsonl > act.one || problem "questions on one thread: exit status $?"
[ "$(wc -l < act.one)" -eq 600 ] || problem "an answer for each question"
for threads in 2 7; do
  act --threads $threads --why --roots ask.jsonl > act.more || problem "questions on $threads threads: exit status $?"
  expect_same act.more act.one "questions on $threads threads"
done
act --why --roots < ask.jsonl > act.more
expect_same act.more act.one "questions from a pipe"

finish
