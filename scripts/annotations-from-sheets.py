#!/usr/bin/env python3
"""Turns annotated sheets into references without text, and back.

usage: annotations-from-sheets.py pack SHEETS.jsonl GOLD.jsonl OUTDIR
       annotations-from-sheets.py unpack OUTDIR CORPORA_DIR SHEETS.jsonl GOLD.jsonl
       annotations-from-sheets.py written WRITTEN.psv SHEETS.jsonl GOLD.jsonl

`pack` writes OUTDIR/sentences.tsv (document, sentence, field, start, end) and OUTDIR/moves.tsv (document, sentence,
trigger start, trigger end, act, actor, target, modality, speaker_kind); offsets are code points of the field. No text
is written. `unpack` reads the texts from the JSON Lines files of CORPORA_DIR (by document id) and writes sheets and
answers in the form that `demarche train --coder` reads. `written` does the same with sentences of our own, each a document:
lines `S|t|headline` or `S|0|sentence`, each followed by its moves `M|act|actor|target or -|modality|speaker_kind|trigger`.
"""
import glob, json, os, sys


def pack(sheets, gold, out):
    answers = {json.loads(l)["doc"]: json.loads(l)["moves"] for l in open(gold, encoding="utf-8")}
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "sentences.tsv"), "w", encoding="utf-8") as s, open(os.path.join(out, "moves.tsv"), "w", encoding="utf-8") as m:
        s.write("# Annotated sentences, by reference: no text. Made by scripts/annotations-from-sheets.py; see README.md.\n")
        m.write("# Moves in them. Offsets are code points of the field, end exclusive.\n")
        s.write("document\tsentence\tfield\tstart\tend\n")
        m.write("document\tsentence\ttrigger_start\ttrigger_end\tact\tactor\ttarget\tmodality\tspeaker_kind\n")
        for line in open(sheets, encoding="utf-8"):
            d = json.loads(line)
            for x in d["sentences"]:
                s.write(f"{d['doc']}\t{x['i']}\t{x['field']}\t{x['start']}\t{x['end']}\n")
            at = {str(x["i"]): x for x in d["sentences"]}
            for v in answers.get(d["doc"], []):
                x = at[str(v["s"])]
                start = x["start"] + x["text"].index(v["trigger"])
                target = (v.get("target") or {}).get("party") or "-"
                m.write("\t".join([d["doc"], str(v["s"]), str(start), str(start + len(v["trigger"])), v["act"], v["actor"]["party"], target, v["modality"], v["speaker_kind"]]) + "\n")


def rows(path):
    lines = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8") if not l.startswith("#")]
    return [dict(zip(lines[0], l)) for l in lines[1:]]


def unpack(folder, corpora, sheets, gold):
    wanted, order = {}, []
    for r in rows(os.path.join(folder, "sentences.tsv")):
        if r["document"] not in wanted:
            order.append(r["document"])
        wanted.setdefault(r["document"], []).append(r)
    moves = {}
    for r in rows(os.path.join(folder, "moves.tsv")):
        moves.setdefault(r["document"], []).append(r)
    texts = {}
    for path in sorted(glob.glob(os.path.join(corpora, "*.jsonl"))):
        for line in open(path, encoding="utf-8"):
            d = json.loads(line)
            if d["id"] in wanted:
                texts[d["id"]] = d
    with open(sheets, "w", encoding="utf-8") as s, open(gold, "w", encoding="utf-8") as g:
        for doc in order:
            if doc not in texts:
                print(f"{doc}: not in {corpora}; left out", file=sys.stderr)
                continue
            d = texts[doc]
            sents = []
            for r in wanted[doc]:
                a, b = int(r["start"]), int(r["end"])
                sents.append({"i": r["sentence"], "field": r["field"], "start": a, "end": b, "text": (d[r["field"]] or "")[a:b]})
            field = {x["i"]: x["field"] for x in sents}
            out = []
            for r in moves.get(doc, []):
                a, b = int(r["trigger_start"]), int(r["trigger_end"])
                out.append({"s": r["sentence"], "trigger": d[field[r["sentence"]]][a:b], "act": r["act"], "actor": {"party": r["actor"]},
                            "target": None if r["target"] == "-" else {"party": r["target"]}, "modality": r["modality"], "speaker_kind": r["speaker_kind"]})
            s.write(json.dumps({"doc": doc, "source": d.get("source"), "published": d.get("published"), "title": d.get("title"), "sentences": sents}, ensure_ascii=False) + "\n")
            g.write(json.dumps({"doc": doc, "moves": out}, ensure_ascii=False) + "\n")


def written(path, sheets, gold):
    documents = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            parts = line.rstrip("\n").split("|")
            if parts[0] == "S" and len(parts) >= 3:
                documents.append((parts[1], "|".join(parts[2:]), []))
            elif parts[0] == "M" and len(parts) == 7 and documents and parts[6] in documents[-1][1]:
                documents[-1][2].append(parts[1:])
            elif line.strip() and not line.startswith("#"):
                sys.exit(f"{path}:{number}: neither S|place|sentence nor a move whose trigger stands in the sentence")
    with open(sheets, "w", encoding="utf-8") as s, open(gold, "w", encoding="utf-8") as g:
        for number, (place, text, moves) in enumerate(documents):
            doc, field = f"written/{number:04}", "title" if place == "t" else "text"
            sentence = {"i": place, "field": field, "start": 0, "end": len(text), "text": text}
            s.write(json.dumps({"doc": doc, "source": "", "published": "2019-06-12", "title": text if place == "t" else "",
                                "sentences": [sentence]}) + "\n")
            told = [{"s": place, "trigger": trigger, "act": act, "actor": {"party": actor},
                     "target": None if target == "-" else {"party": target}, "modality": modality,
                     "speaker_kind": speaker} for act, actor, target, modality, speaker, trigger in moves]
            g.write(json.dumps({"doc": doc, "moves": told}) + "\n")


def main():
    if len(sys.argv) == 5 and sys.argv[1] == "written":
        return written(*sys.argv[2:])
    if len(sys.argv) == 5 and sys.argv[1] == "pack":
        return pack(*sys.argv[2:])
    if len(sys.argv) == 6 and sys.argv[1] == "unpack":
        return unpack(*sys.argv[2:])
    sys.exit(__doc__)


if __name__ == "__main__":
    main()
