#!/usr/bin/env python3
"""Helps score_parity_test.sh.

usage: score_parity.py perturb GOLD.jsonl            prints the gold with errors of every kind in it
       score_parity.py compare REFERENCE.txt OURS.jsonl   every figure of the reference must be found in ours
"""
import json, re, sys
from collections import Counter

ERRORS = 11  # one in so many moves gets each of the errors below


def perturb(path):
    n = 0
    for line in open(path, encoding="utf-8"):
        document, moves = json.loads(line), []
        for m in document["moves"]:
            n += 1
            kind = n % ERRORS
            if kind == 0: continue
            if kind == 1: m["act"] = {"request": "demand", "accuse": "caution"}.get(m["act"], "request")
            if kind == 2: m["target"] = None
            if kind == 3: m["actor"], m["target"] = m["target"] or m["actor"], m["actor"]
            if kind == 4: m["modality"] = "possible"
            if kind == 5: m["issues"] = m["issues"][1:] + ["climate"]
            if kind == 6: m["date"] = m["date"][:4] if m["date"] else "2018-04-05"
            if kind == 7: m["speaker_kind"] = "unnamed"
            if kind == 8: moves.append(dict(m, act="meet"))
            moves.append(m)
        print(json.dumps({"doc": document["doc"], "moves": moves}, ensure_ascii=False))


def figures_of_reference(text):
    """What the reference prints, as {name: text of the figure}, and its misses."""
    out, misses = {}, Counter()
    counts = re.search(r"documents (\d+)  gold moves (\d+)  coded moves (\d+)  \(outside the annotated sentences: (\d+)\)", text)
    out.update(zip(("documents", "annotated", "coded", "outside"), counts.groups()))
    for name, p, r, f in re.findall(r"^(detect|act|who|full) +P ([\d.]+)  R ([\d.]+)  F1 ([\d.]+)", text, re.M):
        out.update({(name, "precision"): p, (name, "recall"): r, (name, "f1"): f})
    for name, share, n in re.findall(r"(actor|target|modality|speaker_kind|date) ([\d.]+) \(n=(\d+)\)", text):
        out.update({(name, "share"): share, (name, "of"): n})
    out[("issues", "f1")] = re.search(r"issues F1 ([\d.]+)", text)[1]
    group = r"^  (.{14,}?) +who P ([\d.]+) R ([\d.]+) F1 ([\d.]+)  gold (\d+) coded (\d+)$"
    for name, p, r, f, gold, coded in re.findall(group, text, re.M):
        values = {"precision": p, "recall": r, "f1": f, "annotated": gold, "coded": coded}
        out.update({("group", name.strip(), k): v for k, v in values.items()})
    miss = r"^(MISS|PART|EXTRA) +(\S+) \[(\w+)\] (\S+) (\w+)>(\w+) (\w+) «(.*?)» in: "
    for m in re.findall(miss, text, re.M): misses[m] += 1
    return out, misses


def figures_of_program(path):
    out, misses = {}, Counter()
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        kind = row["row"]
        if kind == "summary":
            out.update({k: str(row[k]) for k in ("documents", "annotated", "coded", "outside")})
        elif kind == "level":
            out.update({(row["name"], k): f"{row[k]:.3f}" for k in ("precision", "recall", "f1")})
        elif kind == "attribute" and row["of"]:
            out.update({(row["name"], "share"): f"{row['share']:.3f}", (row["name"], "of"): str(row["of"])})
        elif kind == "issues":
            out[("issues", "f1")] = f"{row['f1']:.3f}"
        elif kind == "group":
            out.update({("group", str(row["name"]), k): f"{row[k]:.2f}" for k in ("precision", "recall", "f1")})
            out.update({("group", str(row["name"]), k): str(row[k]) for k in ("annotated", "coded")})
        elif kind == "miss":
            m = row["annotated"] or row["coded"]
            misses[(row["kind"].upper(), row["document"], row["sentence"], m["act"], str(m["actor"]), str(m["target"]),
                    m["modality"], m["trigger"])] += 1
    return out, misses


def compare(reference, ours):
    wanted, wanted_misses = figures_of_reference(open(reference, encoding="utf-8").read())
    got, got_misses = figures_of_program(ours)
    bad = [f"{key}: {wanted.get(key)} in the reference, {got.get(key)} here"
           for key in sorted(wanted.keys() | got.keys(), key=str) if wanted.get(key) != got.get(key)]
    bad += [f"only in the reference: {m}" for m in (wanted_misses - got_misses)]
    bad += [f"only here: {m}" for m in (got_misses - wanted_misses)]
    if not wanted_misses or len(wanted) < 30: bad.append("the reference was not understood")
    for line in bad[:20]: print(line)
    if not bad: print(f"{len(wanted)} figures and {sum(wanted_misses.values())} misses and extras agree")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "perturb": perturb(sys.argv[2])
    elif len(sys.argv) == 4 and sys.argv[1] == "compare": compare(*sys.argv[2:])
    else: sys.exit(__doc__)
