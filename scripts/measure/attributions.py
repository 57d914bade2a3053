#!/usr/bin/env python3
"""The sources that Demarche finds, against the attributions annotated in PolNeAR.

usage: attributions.py [--part dev|train] [--list N] [--program PROGRAM] [--shared FOLDER] [--work FOLDER]

Reads SHARED/attribution/polnear/PART (text/NAME.txt; attributions/NAME_ANNOTATOR.ann in the form of brat) and runs
`demarche attributions` over the texts; the first line of a text is its title. Of texts with several annotators the
first by name counts; how far the others agree with each other is printed too. An attribution is found
  cue     when the head of our cue lies in the annotated cue;
  source  when, besides, the head of our source lies in the annotated source. Where none is annotated, none can be found;
  content when, besides, more than half of the characters of either content are shared.
Pairs are made one to one, those with most in common first. Prints precision, recall and F1, then recall by the kind
of the annotated cue. PolNeAR also annotates beliefs, wishes and feelings ("wants", "is worried"), which the codebook
does not count as speech: that bounds the recall. --list prints the N most frequent cues that were missed and that
were found in excess; read it for the part train only.
"""
import argparse, collections, glob, os, re, tempfile

import common

LEVELS = ("cue", "source", "content")


def spans_of(field):
    return [tuple(map(int, piece.split())) for piece in field.split(" ", 1)[1].split(";")]


def read_brat(path):
    """[{"Source": spans, "Cue": spans, "Content": spans, "text": words of the cue}]"""
    with open(path, encoding="utf-8", newline="\n") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    marks = {row[0]: (spans_of(row[1]), row[2]) for row in rows if row[0].startswith("T") and len(row) > 2}
    out = []
    for row in rows:
        if not row[0].startswith("E"):
            continue
        event = {"Source": [], "Cue": [], "Content": [], "text": ""}
        for role, mark in (pair.split(":") for pair in row[1].split()):
            role = role.rstrip("0123456789")
            if role in event:
                event[role] += marks[mark][0]
            if role == "Cue":
                event["text"] = (event["text"] + " " + marks[mark][1]).strip().lower()
        out.append(event)
    return out


def read_part(folder):
    """(documents for the program; by document: what each annotator marked, and the offset of the body)"""
    documents, events, shift = [], {}, {}
    for path in sorted(glob.glob(os.path.join(folder, "text", "*.txt"))):
        name = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        title = text.split("\n", 1)[0]
        documents.append({"id": name, "title": title, "text": text[len(title):]})
        answers = glob.glob(os.path.join(folder, "attributions", glob.escape(name) + "_*.ann"))
        events[name] = [read_brat(answer) for answer in sorted(answers) if re.fullmatch(r".*_[0-9a-f]{4}\.ann", answer)]
        shift[name] = len(title)
    return documents, events, shift


def read_found(path, shift):
    found = collections.defaultdict(list)
    for a in common.read_lines(path):
        add = shift[a["document"]] if a["field"] == "text" else 0
        place = lambda span: (span["start"] + add, span["end"] + add)
        found[a["document"]].append({"Source": [place(a["source"]["head"])], "Cue": [place(a["cue"])],
                                     "Content": [place(s) for s in a["content"]], "text": a["cue"]["text"].lower(),
                                     "in_chain": a["in_chain"]})
    return found


def touches(some, others):
    return any(a < d and b > c for a, b in some for c, d in others)


def characters(spans):
    return {i for start, end in spans for i in range(start, end)}


def level(ours, gold):
    if not touches(ours["Cue"], gold["Cue"]):
        return 0
    if not touches(ours["Source"], gold["Source"]):
        return 1
    a, b = characters(ours["Content"]), characters(gold["Content"])
    return 3 if 2 * len(a & b) > max(len(a), len(b)) else 2


def pairs(ours, gold):
    """[(level, ours, gold)], one to one"""
    options = sorted(((level(o, g), i, j) for i, o in enumerate(ours) for j, g in enumerate(gold)),
                     key=lambda t: (-t[0], t[1], t[2]))
    used_ours, used_gold, out = set(), set(), []
    for l, i, j in options:
        if l and i not in used_ours and j not in used_gold:
            used_ours.add(i)
            used_gold.add(j)
            out.append((l, i, j))
    return out


def agreement(answers):
    """F1 of each pair of annotators of the same text, by level, all pairs together."""
    reached, marked = collections.Counter(), 0
    for events in answers:
        for i, one in enumerate(events):
            for other in events[i + 1:]:
                marked += len(one) + len(other)
                for l, _, _ in pairs(one, other):
                    reached.update(LEVELS[:l])
    return {name: 2 * reached[name] / marked for name in LEVELS} if marked else {}


def words_of_saying():
    with open(os.path.join(common.ROOT, "data", "classes.tsv"), encoding="utf-8") as f:
        rows = dict(line.rstrip("\n").split("\t") for line in f if "\t" in line)
    return set(rows["say"].split(";"))


def kind_of(event, saying):
    if not event["Source"]:
        return "no source annotated"
    words = re.findall(r"[a-z]+", event["text"])
    if "according" in words:
        return "according to"
    if not words:
        return "a mark (: - ―)"
    stems = set()
    for w in words:
        stems |= {w, w.removesuffix("s"), w.removesuffix("ed"), w.removesuffix("d"), w.removesuffix("es"),
                  w.removesuffix("ing"), w.removesuffix("ing") + "e", re.sub("ie[sd]$", "y", w)}
    irregular = {"said": "say", "told": "tell", "wrote": "write", "found": "find", "shown": "show", "thought": "think"}
    stems |= {irregular[w] for w in words if w in irregular}
    return "a verb of the class say" if stems & saying else "other words"


def report(found, events, between, listed):
    saying = words_of_saying()
    reached, kinds = collections.Counter(), collections.defaultdict(collections.Counter)
    missed, extra = collections.Counter(), collections.Counter()
    for name, (gold, *_) in events.items():
        hit_ours, hit_gold = set(), {}
        for l, i, j in pairs(found[name], gold):
            hit_ours.add(i)
            hit_gold[j] = l
            reached.update(LEVELS[:l])
        for j, event in enumerate(gold):
            kind = kinds[kind_of(event, saying)]
            kind["all"] += 1
            kind.update(LEVELS[: hit_gold.get(j, 0)])
            if j not in hit_gold:
                missed[event["text"]] += 1
        extra.update(o["text"] for i, o in enumerate(found[name]) if i not in hit_ours)
    total, ours = sum(k["all"] for k in kinds.values()), sum(map(len, found.values()))
    print("| | P | R | F1 | annotators among themselves |\n|---|---|---|---|---|")
    for name in LEVELS:
        print("| %s | %.3f | %.3f | %.3f | " % (name, *common.prf(reached[name], ours, total))
              + (f"{between[name]:.3f} |" if between else "- |"))
    print("\n| annotated cue | attributions | cue found | with the source |\n|---|---|---|---|")
    for kind, n in sorted(kinds.items(), key=lambda t: (-t[1]["all"], t[0])):
        print(f"| {kind} | {n['all']} | {n['cue'] / n['all']:.3f} | {n['source'] / n['all']:.3f} |")
    if listed:
        print("missed:", ", ".join(f"{w} {n}" for w, n in missed.most_common(listed)))
        print("in excess:", ", ".join(f"{w} {n}" for w, n in extra.most_common(listed)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--list", type=int, default=0, metavar="N", help="print the N most frequent cues missed and in excess")
    common.add_paths(parser)
    a = parser.parse_args()
    documents, events, shift = read_part(os.path.join(a.shared, "attribution", "polnear", a.part))
    with tempfile.TemporaryDirectory() as temporary:
        work = a.work or temporary
        os.makedirs(work, exist_ok=True)
        texts, output = os.path.join(work, f"polnear-{a.part}.jsonl"), os.path.join(work, f"polnear-{a.part}.attributions.jsonl")
        common.write_lines(texts, documents)
        common.run_program(a.program, "attributions", texts, output)
        found = read_found(output, shift)

    between = agreement(events.values())
    total = sum(len(gold) for gold, *_ in events.values())
    print(f"PolNeAR {a.part}: {len(documents)} texts, {total} attributions annotated")
    for title, keep in (("sources in chains of moves", lambda o: o["in_chain"]), ("all that is printed", lambda o: True)):
        kept = {name: [o for o in found[name] if keep(o)] for name in events}
        print(f"\n{title}: {sum(map(len, kept.values()))} found\n")
        report(kept, events, between, a.list)


if __name__ == "__main__":
    main()
