#!/usr/bin/env python3
"""What is lost when the text loses its capitals, punctuation or digits.

usage: degraded.py [--sets dev train] [--program PROGRAM] [--shared FOLDER] [--work FOLDER]

Of every annotated set four variants are made: lower case; no punctuation (each mark or sign of categories P and S
becomes a blank); no digits (they are taken out); all three. Whole documents are changed; the sentences of the sheets
and the triggers of the answers move with them, so that every variant is a set of the same form, which is kept under
--work as SET.VARIANT.docs.jsonl, .gold.jsonl and .jsonl (documents). Each is coded and scored with the scorer.
Prints `who` precision, recall and F1, and the loss of F1 against the text as given.
"""
import argparse, copy, os, tempfile, unicodedata

import common

VARIANTS = {"as given": "", "lower case": "l", "no punctuation": "p", "no digits": "d", "all three": "lpd"}


def spoil(text, what):
    """The text without what is to go, and for each old offset (and the end) its new offset."""
    out, places, length = [], [], 0
    for c in text:
        places.append(length)
        if "d" in what and c.isdigit():
            continue
        if "p" in what and unicodedata.category(c)[0] in "PS":
            c = " "
        if "l" in what:
            c = c.lower()
        out.append(c)
        length += len(c)
    places.append(length)
    return "".join(out), places


def variant(sheets, gold, documents, what):
    sheets, gold, documents = copy.deepcopy(sheets), copy.deepcopy(gold), copy.deepcopy(documents)
    for sheet, document in zip(sheets, documents):
        places = {}
        for field in ("title", "text"):
            document[field], places[field] = spoil(document.get(field) or "", what)
        sheet["title"] = document["title"]
        for s in sheet["sentences"]:
            at = places[s["field"]]
            s["start"], s["end"] = at[s["start"]], at[s["end"]]
            s["text"] = document[s["field"]][s["start"]:s["end"]]
    for answer in gold:
        for move in answer["moves"]:
            move["trigger"] = spoil(move["trigger"] or "", what)[0]
    return sheets, gold, documents


def measure(a, work, name):
    sheets_path, gold_path = common.gold_paths(a.shared, name)
    sheets, gold = common.read_lines(sheets_path), common.read_lines(gold_path)
    documents = common.whole_documents(a.shared, sheets)
    base = None
    for title, what in VARIANTS.items():
        stem = os.path.join(work, f"{name}.{title.replace(' ', '-')}")
        paths = [stem + end for end in (".docs.jsonl", ".gold.jsonl", ".jsonl")]
        for path, values in zip(paths, variant(sheets, gold, documents, what)):
            common.write_lines(path, values)
        common.run_program(a.program, "code", paths[2], stem + ".moves.jsonl", ("--format", "jsonl"))
        p, r, f = common.score(a.shared, paths[0], paths[1], stem + ".moves.jsonl")
        base = f if base is None else base
        print(f"| {name} | {title} | {p:.3f} | {r:.3f} | {f:.3f} | {base - f:+.3f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", default=["dev", "train"], help="sets of the folder gold")
    common.add_paths(parser)
    a = parser.parse_args()
    print("| set | text | who P | R | F1 | loss |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        work = a.work or temporary
        os.makedirs(work, exist_ok=True)
        for name in a.sets:
            measure(a, work, name)


if __name__ == "__main__":
    main()
