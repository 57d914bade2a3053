#!/usr/bin/env python3
"""Sheets of the sentences of a corpus that nobody annotated, for train-reader.py --plain.

usage: plain-sheets.py CORPUS... --without SHEETS... --output NAME

CORPUS     JSON Lines of articles: "source", "published", "title", "text"
--without  sheets (JSON Lines with "sentences") whose sentences are left out, whatever their case and punctuation
--output   writes NAME.docs and NAME.gold, the latter without a move: what `demarche train --coder --examples` reads

Sentences are cut at full stops before a capital and at line ends, and kept if they have 21 to 499 characters: enough
for guessing words.
"""
import argparse, json, pathlib, re, sys

BREAK = re.compile(r'(?<=[.!?”"])\s+(?=[A-Z“"])|\n+')
SHORTEST, LONGEST = 21, 499


def key(text):
    return re.sub(r"\W+", "", text.lower())[:80]


def lines(path):
    with open(path, encoding="utf-8") as file:
        yield from map(json.loads, file)


def pieces(field, text):
    if field == "title":
        return [(0, len(text))] if text else []
    at, out = 0, []
    for gap in BREAK.finditer(text):
        out.append((at, gap.start()))
        at = gap.end()
    return out + [(at, len(text))]


def sheet(name, article, known):
    sentences = []
    for field in ("title", "text"):
        text = article.get(field) or ""
        for start, end in pieces(field, text):
            sentence = text[start:end]
            if not SHORTEST <= len(sentence) <= LONGEST or key(sentence) in known:
                continue
            known.add(key(sentence))
            sentences.append({"i": "t" if field == "title" else str(len(sentences) + 1), "field": field,
                              "start": start, "end": end, "text": sentence})
    return {"doc": name, "source": article.get("source") or "", "published": (article.get("published") or "2018-01-01")[:10],
            "title": article.get("title") or "", "sentences": sentences}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--output", required=True)
    a = parser.parse_args()
    known = {key(s["text"]) for path in a.without for document in lines(path) for s in document["sentences"]}
    count = 0
    with open(a.output + ".docs", "w", encoding="utf-8") as docs, open(a.output + ".gold", "w", encoding="utf-8") as gold:
        for path in a.corpora:
            for number, article in enumerate(lines(path)):
                one = sheet(f"plain-{pathlib.Path(path).stem}/{number}", article, known)
                if one["sentences"]:
                    docs.write(json.dumps(one) + "\n")
                    gold.write(json.dumps({"doc": one["doc"], "moves": []}) + "\n")
                    count += len(one["sentences"])
    print(f"{a.output}.docs: {count} sentences")


if __name__ == "__main__":
    sys.exit(main())
