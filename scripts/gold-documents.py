#!/usr/bin/env python3
"""Prints the whole documents behind annotated sheets, as JSON Lines for `demarche code`.

usage: gold-documents.py SHEETS.jsonl CORPORA_DIR > DOCUMENTS.jsonl

SHEETS holds the annotated sentences of each document ("doc" is its id); the texts are looked up by that id in the
*.jsonl files of CORPORA_DIR. Order is the order of the sheets. A document that is not there is named on standard
error, and the exit status is 1.
"""
import glob, json, os, sys


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as f:
        wanted = list(dict.fromkeys(json.loads(line)["doc"] for line in f))
    left, found = set(wanted), {}
    for path in sorted(glob.glob(os.path.join(sys.argv[2], "*.jsonl"))):
        with open(path, encoding="utf-8") as f:
            for line in f:
                key = json.loads(line)["id"]
                if key in left:
                    left.remove(key)
                    found[key] = line.rstrip("\n")
    for key in wanted:
        if key in found:
            print(found[key])
    for key in wanted:
        if key in left:
            print(f"{key}: not in {sys.argv[2]}", file=sys.stderr)
    sys.exit(1 if left else 0)


if __name__ == "__main__":
    main()
