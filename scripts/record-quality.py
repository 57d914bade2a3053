#!/usr/bin/env python3
"""Holds the tariff measures of a record against dated chronologies: recall, day error, rate error, false actions.

Input: `demarche measures --format jsonl`, and the chronologies of US-China tariff actions. An action of a chronology is
found when a measure of the same party has a step within --days of it that does not contradict its amount. Steps that no
chronology knows, told by two origins or more, are counted as false.
"""
import argparse
import csv
import datetime
import json
import re
import statistics
import sys

FIRST, LAST = datetime.date(2018, 1, 1), datetime.date(2020, 12, 31)
PARTIES = {"US": "USA", "CN": "CHN", "China": "CHN", "USA": "USA"}
START, END = "<!-- chronology: written by scripts/record-quality.sh -->", "<!-- end of chronology -->"


def day(text):
    return datetime.date.fromisoformat(text[:10])


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def amounts(text):
    return [float(n.replace(",", "")) * 1e9 for n in re.findall(r"\$\s?([\d.,]*\d)\s?(?:bn|billion)", text)]


def rates(text):
    found = [[float(b), float(a)] for a, b in re.findall(r"([\d.]+)%? to ([\d.]+)%", text)]
    if found:
        return found[0]
    return [float(n) for n in re.findall(r"(\d[\d.]*)%", text)] + [float(n) for n in re.findall(r"\d-(\d+)%", text)]


def piie(folder):
    """One action for each side that a row names; rows between other parties are left out."""
    actions = []
    for row in table(f"{folder}/piie_tariff_actions.tsv"):
        text = row["action"]
        if not FIRST <= day(row["date"]) <= LAST or re.fullmatch(r"\d+-\w+-\d+", text):
            continue
        sides = []
        for part in re.split(r",? and (?=China's|China |US )", text):
            party = "CHN" if part.startswith("China") else "USA" if "US " in part else None
            others = re.search(r"Turkey|EU\b|Canada|Japan", part) and "Section 232 tariffs imposed" not in part
            if party and not others and (party, part) not in sides:
                sides.append((party, part))
        actions += [{"date": day(row["date"]), "by": by, "text": part, "list": "in force"} for by, part in sides]
    return actions


TARIFF = re.compile(r"tariff|dut(?:y|ies)|list|lines|\d%|concession", re.I)


def weibo(folder):
    actions = []
    for row in table(f"{folder}/weibo_tradewar_timeline_zh_en.tsv"):
        text = row["gloss_en"]
        if not FIRST <= day(row["date"]) <= LAST or not TARIFF.search(text) or "consultations" in text \
                or "Entity List" in text:
            continue
        for side in row["actor"].split(","):
            actions.append({"date": day(row["date"]), "by": PARTIES[side], "text": text, "list": "announced"})
    return actions


def press(folder):
    actions = []
    for row in table(f"{folder}/press_timelines_paraphrased.tsv"):
        text = row["description"]
        if FIRST <= day(row["date"]) <= LAST and "tariff" in text and "existing tariffs" not in text:
            for side in row["actor"].split(","):
                actions.append({"date": day(row["date"]), "by": PARTIES[side], "text": text, "list": "press"})
    return actions


KINDS = (("delayed", r"delay|suspend|put off|postponed|put back|moved from|no new tariffs|not to add|avoid the tariffs",
          {"delayed", "withdrawn", "exempted"}),
         ("eased", r"\bcut|reduc|lift|exempt|eliminat|halv|lower|\bends\b|adjusts", {"changed", "lifted", "exempted"}),
         ("begun", r"\bstarts?\b|imposed|imposes|into force|retaliation|collect|increase from|extended",
          {"in force", "changed"}),
         ("planned", r"", {"threatened", "announced", "scheduled", "changed"}))


def kinds_for(text):
    """The steps that a row of a chronology may be told as."""
    return next(statuses for _, words, statuses in KINDS if re.search(words, text, re.I))


def other_days(folder):
    """Days on which any chronology knows an action of a party: what a step near them tells is not false."""
    days = {"USA": set(), "CHN": set()}
    for name, column in (("press_timelines_paraphrased", "description"), ("sharotta_tariff_timeline", "description"),
                         ("wikipedia_current_events_us_china_trade", "description"), ("piie_tariff_actions", "action"),
                         ("weibo_tradewar_timeline_zh_en", "gloss_en")):
        for row in table(f"{folder}/{name}.tsv"):
            text = f"{row.get('actor') or ''} {row[column]}"
            for party, words in (("USA", r"\bUS\b|U\.S\.|United States|Trump|USTR|USA|White House"),
                                 ("CHN", r"\bCN\b|China|Chinese|Beijing|Tariff Commission|MOFCOM")):
                if re.search(words, text):
                    days[party].add(day(row["date"]))
    return days


def steps_of(path):
    """Steps of measures between the two, or of one against all."""
    out = []
    for line in open(path, encoding="utf-8"):
        measure = json.loads(line)
        if measure["by"] not in ("USA", "CHN") or measure["against"] not in ("USA", "CHN", None):
            continue
        for step in measure["steps"]:
            known = day(step["known"])
            told = step["when"]
            days = {known}
            if told and told["precision"] == "day":
                days.add(day(told["from"]))
            for date in sorted(days):
                if FIRST <= date <= LAST:
                    out.append({"date": date, "known": known, "by": measure["by"], "amount": step["amount"],
                                "rate": step["rate"], "status": step["status"], "origins": step["origins"],
                                "measure": measure, "trigger": step["evidence"]["trigger"],
                                "document": step["evidence"]["document"]})
    return out


def contradicts(action, step):
    told = amounts(action["text"])
    return bool(told and step["amount"] and all(abs(a - step["amount"]) > 0.1 * a for a in told))


def shown(action, hit):
    head = f"{action['date']} {action['by']} {action['text'][:90]}"
    if not hit:
        return f"missed  {head}"
    step, off = hit
    fits = "found " if step["status"] in kinds_for(action["text"]) else "other "
    return f"{fits}  {head}\n          {off} days off: {step['status']} {step['amount']} {step['rate']} % {step['document']}"


def match(action, steps, within):
    """The step that speaks of the action: the amount agrees before the day does."""
    told = amounts(action["text"])
    best = None
    for step in steps:
        off = abs((step["date"] - action["date"]).days)
        if step["by"] != action["by"] or off > within or contradicts(action, step):
            continue
        agrees = bool(told and step["amount"])
        rank = (not agrees, step["status"] not in kinds_for(action["text"]), off, step["rate"] is None)
        if best is None or rank < best[0]:
            best = (rank, step, off)
    return best and best[1:]


def measure(actions, steps, within):
    found, stepped, agreed, named, offs, rate_errors = 0, 0, 0, 0, [], []
    for action in actions:
        hit = match(action, steps, within)
        named += bool(amounts(action["text"]))
        if not hit:
            continue
        found += 1
        step, off = hit
        stepped += step["status"] in kinds_for(action["text"])
        agreed += bool(amounts(action["text"]) and step["amount"])
        offs.append(off)
        told = rates(action["text"])
        known = step["rate"]
        if told and known is not None:
            rate_errors.append(min(abs(known - rate) for rate in told))
    return found, stepped, f"{agreed} of {named}", offs, rate_errors


def by_chance(actions, steps, within):
    """What the same actions would find on wrong days: how much of the recall is only that steps are many."""
    moved = [dict(a, date=a["date"] + datetime.timedelta(days=by)) for a in actions for by in (-30, -20, 20, 30)]
    found, stepped = measure(moved, steps, within)[:2]
    return found / len(moved), stepped / len(moved)


def line(name, actions, steps, within):
    found, stepped, agreed, offs, errors = measure(actions, steps, within)
    share, chance = found / len(actions), by_chance(actions, steps, within)
    mean = f"{statistics.mean(offs):.1f}" if offs else "-"
    right = f"{sum(e < 0.5 for e in errors)} of {len(errors)}" if errors else "-"
    points = f"{statistics.mean(errors):.1f}" if errors else "-"
    return (f"| {name} | {len(actions)} | {found} | {share:.2f} | {chance[0]:.2f} | {stepped / len(actions):.2f} | "
            f"{chance[1]:.2f} | {agreed} | {mean} | {right} | {points} |")


def false_steps(steps, days, within, origins):
    counted = {}
    for step in steps:
        if step["origins"] < origins or step["status"] == "threatened":
            continue
        near = any(abs((d - step["date"]).days) <= within for d in days[step["by"]])
        key = (step["measure"]["id"], step["status"], step["known"])
        counted[key] = counted.get(key, False) or near
    return len(counted), sum(not near for near in counted.values())


def section(options, groups, steps, days, rates_of):
    out = [START, "",
           "Tariff actions between the United States and China, 2018 to 2020, as the record of `headlines`, `nyt`, `tweets`,",
           "`reuters` and `peoples-daily` tells them, against dated chronologies. Made by `scripts/record-quality.sh`.",
           f"Found: a step of a measure of the same party within {options.days} days whose amount does not contradict.",
           "With its step: that step is also of the kind that the row tells (planned, begun, put off, eased).",
           "By chance: the same for the actions moved by 20 and 30 days, so what the mere number of steps gives.", "",
           "| actions | in the chronology | found | recall | by chance | with its step | by chance | same amount | "
           "mean days off | rate right | mean points off |",
           "|---|---|---|---|---|---|---|---|---|---|---|"]
    out += [line(name, actions, steps, options.days) for name, actions in groups]
    out += ["", "| steps told by | steps | near no day of any chronology | share |", "|---|---|---|---|"]
    for origins in (1, 2, 3):
        total, false = false_steps(steps, days, options.days, origins)
        out.append(f"| {origins} origin{'s' if origins > 1 else ''} or more | {total} | {false} | "
                   f"{false / total if total else 0:.2f} |")
    out += ["", "Follow-through of tariffs that began as a threat or a plan:", "",
            "| by | threatened | in force | withdrawn | median days |", "|---|---|---|---|---|"]
    for row in rates_of:
        if row["threatened"] >= 5:
            out.append(f"| {row['by']} | {row['threatened']} | {row['in_force']} | {row['withdrawn']} | "
                       f"{row['median_days'] if row['median_days'] is not None else '-'} |")
    out += ["", END]
    return "\n".join(out)


def put(path, text):
    try:
        old = open(path, encoding="utf-8").read()
    except FileNotFoundError:
        old = "# Quality of the record\n"
    if START in old:
        old = old[:old.index(START)].rstrip("\n") + "\n\n" + text + old[old.index(END) + len(END):]
    else:
        old = old.rstrip("\n") + "\n\n## Measures against chronologies\n\n" + text + "\n"
    open(path, "w", encoding="utf-8").write(old)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", required=True)
    parser.add_argument("--rates", required=True)
    parser.add_argument("--chronologies", required=True)
    parser.add_argument("--document", help="the page whose section is written")
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--misses", action="store_true", help="also print each action, what it was found as, or that it was not")
    options = parser.parse_args()
    steps = steps_of(options.measures)
    lists = [("in force (PIIE)", piie(options.chronologies)), ("announced (Weibo)", weibo(options.chronologies)),
             ("told by press timelines", press(options.chronologies))]
    every = [action for _, actions in lists for action in actions]
    groups = lists + [(f"all, by {party}", [a for a in every if a["by"] == party]) for party in ("USA", "CHN")]
    rates_of = [json.loads(row) for row in open(options.rates, encoding="utf-8")]
    text = section(options, groups, steps, other_days(options.chronologies), rates_of)
    print(text)
    if options.misses:
        for action in sorted(every, key=lambda a: (a["date"], a["by"])):
            print(shown(action, match(action, steps, options.days)), file=sys.stderr)
    if options.document:
        put(options.document, text)


if __name__ == "__main__":
    main()
