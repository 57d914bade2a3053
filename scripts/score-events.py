#!/usr/bin/env python3
"""B-cubed precision, recall and F1 of the events of a record against annotated clusters of moves.

usage: score-events.py data/annotations/events.tsv DUMP.jsonl [--misses]

DUMP.jsonl is what `demarche verify --dump` writes: one JSON object a line; those with "kind":"mention" give document, field, start and end of the trigger,
act, and the event they were put into. Clusters are compared within their week only: what a week's moves are linked to
outside it does not count. --misses lists the clusters that were torn or mixed.
"""
import collections, json, sys


def b_cubed(gold, system):
    """Both: lists of labels of the same moves, in the same order."""
    by_gold, by_system = collections.defaultdict(set), collections.defaultdict(set)
    for i, (g, s) in enumerate(zip(gold, system)):
        by_gold[g].add(i)
        by_system[s].add(i)
    precision = recall = 0.0
    for g, s in zip(gold, system):
        both = len(by_gold[g] & by_system[s])
        precision += both / len(by_system[s])
        recall += both / len(by_gold[g])
    n = max(1, len(gold))
    p, r = precision / n, recall / n
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def read_gold(path):
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    names = rows[0]
    return [dict(zip(names, row)) for row in rows[1:]]


def read_events(path):
    events = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            o = json.loads(line)
            if o.get("kind") == "mention":
                events[(o["document"], o["field"], o["start"], o["end"], o["act"])] = o["event"]
    return events


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(arguments) != 2:
        sys.exit(__doc__)
    gold, events = read_gold(arguments[0]), read_events(arguments[1])
    parts, missing = collections.defaultdict(list), 0
    for g in gold:
        key = (g["document"], g["field"], int(g["trigger_start"]), int(g["trigger_end"]), g["act"])
        if key not in events:
            missing += 1
            continue
        week = g["cluster"].split("/")[0]
        parts[g["part"]].append((g["cluster"], (week, events[key]), g))
        parts[week].append(parts[g["part"]][-1])
    print(f"moves {len(gold)}, no longer coded {missing}")
    for part in sorted(parts):
        p, r, f = b_cubed([x[0] for x in parts[part]], [x[1] for x in parts[part]])
        clusters = len({x[0] for x in parts[part]})
        print(f"{part:12} moves {len(parts[part]):4} events {clusters:4}  precision {p:.3f} recall {r:.3f} F1 {f:.3f}")
    if "--misses" in sys.argv:
        print_misses(parts["tune"])


def print_misses(rows):
    for cluster in sorted({x[0] for x in rows}):
        found = collections.Counter(x[1] for x in rows if x[0] == cluster)
        mixed = collections.Counter(x[0] for x in rows if x[1] in found and x[0] != cluster)
        if len(found) > 1 or mixed:
            print(cluster, "torn", list(found.values()), "mixed with", dict(mixed))


if __name__ == "__main__":
    main()
