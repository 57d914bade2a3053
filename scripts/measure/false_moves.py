#!/usr/bin/env python3
"""Moves coded where the annotation has none.

usage: false_moves.py [--sets dev train] [--list N] [--program PROGRAM] [--shared FOLDER] [--work FOLDER]

Counts the annotated sentences without any gold move, and the moves coded in them; a coded move belongs to the
sentence that its trigger overlaps most, as in the scorer. Prints the false moves per 100 such sentences, the share of
such sentences with at least one, and the acts they are of. --list prints the first N, for reading.
"""
import argparse, collections, os, tempfile

import common


def sentence_of(sheet, move):
    best, most = None, 0
    for s in sheet["sentences"]:
        over = min(s["end"], move["trigger"]["end"]) - max(s["start"], move["trigger"]["start"])
        if s["field"] == move["sentence"]["field"] and over > most:
            best, most = s, over
    return best


def false_moves(sheets, gold, moves):
    """(sentences without a gold move, [(document, sentence, move)] coded in them)"""
    told = {(g["doc"], str(m["s"])) for g in gold for m in g["moves"]}
    by_doc = {sheet["doc"]: sheet for sheet in sheets}
    empty = sum((sheet["doc"], str(s["i"])) not in told for sheet in sheets for s in sheet["sentences"])
    wrong = []
    for move in moves:
        s = sentence_of(by_doc[move["document"]], move)
        if s is not None and (move["document"], str(s["i"])) not in told:
            wrong.append((move["document"], s, move))
    return empty, wrong


def measure(a, work, name):
    sheets_path, gold_path = common.gold_paths(a.shared, name)
    sheets, gold = common.read_lines(sheets_path), common.read_lines(gold_path)
    documents, moves = os.path.join(work, f"{name}.jsonl"), os.path.join(work, f"{name}.moves.jsonl")
    common.write_lines(documents, common.whole_documents(a.shared, sheets))
    common.run_program(a.program, "code", documents, moves, ("--format", "jsonl"))
    empty, wrong = false_moves(sheets, gold, common.read_lines(moves))
    touched = len({(doc, str(s["i"])) for doc, s, _ in wrong})
    acts = collections.Counter(m["act"] for _, _, m in wrong).most_common(6)
    print(f"| {name} | {empty} | {len(wrong)} | {100 * len(wrong) / max(empty, 1):.1f} | {100 * touched / max(empty, 1):.1f} % | "
          + ", ".join(f"{act} {n}" for act, n in acts) + " |", flush=True)
    return [f"{doc} [{s['i']}] {m['act']} «{m['trigger']['text']}» {m['confidence']:.2f} in: {s['text']}" for doc, s, m in wrong]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", default=["dev", "train"], help="sets of the folder gold")
    parser.add_argument("--list", type=int, default=0, metavar="N", help="print the first N false moves of each set")
    common.add_paths(parser)
    a = parser.parse_args()
    print("| set | sentences without a move | false moves | per 100 | sentences with one | acts |\n|---|---|---|---|---|---|")
    listed = []
    with tempfile.TemporaryDirectory() as temporary:
        work = a.work or temporary
        os.makedirs(work, exist_ok=True)
        for name in a.sets:
            listed += measure(a, work, name)[: a.list]
    print("\n".join(listed), end="\n" if listed else "")


if __name__ == "__main__":
    main()
