#!/usr/bin/env python3
"""cases-by-act.py RUNNER FOLDER...: how many moves of the case files are found, act by act.

RUNNER is the built demarche_cases. The files are copied without their lines "gap:" and "~", so that every case is judged;
the originals stay as they are. Prints a table in Markdown. Exit status: 0 a table was printed, 2 the runner failed.
"""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

MOVE = re.compile(r"~?([a-z-]+) [A-Z]{3} > (?:[A-Z]{3}|-)")
EXTRA = re.compile(r"unexpected ([a-z-]+) [A-Z]{3} > ")


def cases_of(path):
    """The cases of a file: (lines, place of the first line in the copy, expected lines)."""
    copy, out = [], []
    for part in re.split(r"^=====\n", path.read_text(encoding="utf-8"), flags=re.M):
        head, _, rest = part.partition("---\n")
        head = re.sub(r"^gap:.*\n", "", head, flags=re.M)
        body, _, expected = rest.partition("---\n")
        expected = re.sub(r"^~", "", expected, flags=re.M)
        lines = [line for line in head.split("\n") if line and not line.startswith("#")]
        first = sum(text.count("\n") + 1 for text in copy) + head.split("\n").index(lines[0]) + 1
        moves = [line.strip() for line in expected.split("\n") if MOVE.match(line.strip())]
        out.append((first, moves))
        copy.append(head + "---\n" + body + "---\n" + expected)
    return "=====\n".join(copy), out


def act_of(line):
    return MOVE.match(line).group(1)


def main(runner, folders):
    wanted, whole, met, extra = (collections.Counter() for _ in range(4))
    cases = {}
    with tempfile.TemporaryDirectory() as work:
        found = sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*.case"))
        for number, path in enumerate(found):
            copy = pathlib.Path(work) / f"{number}.case"
            text, parts = cases_of(path)
            copy.write_text(text, encoding="utf-8")
            cases.update({f"{copy}:{first}": moves for first, moves in parts})
        done = subprocess.run([runner, work], capture_output=True, text=True)
        if done.returncode == 2:
            print(done.stderr, end="", file=sys.stderr)
            return 2
        verdicts = {}
        for line in done.stdout.splitlines():
            place = re.match(r"(\S+\.case:\d+): ", line)
            if place:
                verdicts[place.group(1)] = line[place.end():]
    unknown = set(verdicts) - set(cases)
    assert not unknown, unknown
    for place, moves in cases.items():
        verdict = verdicts.get(place, "")
        for move in moves:
            wanted[act_of(move)] += 1
            whole[act_of(move)] += not verdict
            met[act_of(move)] += f"missing {move}" not in verdict and f"{move}: " not in verdict
        if not moves:
            wanted["none"] += 1
            whole["none"] += not verdict
        extra.update(EXTRA.findall(verdict))
    print("| act | expected | found | in a case that passes whole | printed but not expected |\n|---|---|---|---|---|")
    for act in sorted((set(wanted) | set(extra)) - {"none"}) + ["none"]:
        shown = "–" if act == "none" else met[act]
        print(f"| {act} | {wanted[act]} | {shown} | {whole[act]} | {extra[act] if act != 'none' else '–'} |")
    total = sum(wanted.values()) - wanted["none"]
    print(f"| all moves | {total} | {sum(met.values())} | {sum(whole.values()) - whole['none']} | {sum(extra.values())} |")
    print(f"\n{len(cases)} cases, {len(cases) - len(verdicts)} pass; {wanted['none']} hold no move, {whole['none']} of them pass")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: cases-by-act.py RUNNER FOLDER...")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
