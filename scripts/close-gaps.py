#!/usr/bin/env python3
"""close-gaps.py RUNNER FOLDER...: takes the line "gap:" out of the cases that pass, and the "~" off the lines that are met.

RUNNER is the built demarche_cases. Nothing is ever marked as a gap here: a case that fails anew is for a person to judge.
Prints the files it changed. Exit status: 0, or 2 if the runner failed.
"""
import collections
import pathlib
import re
import subprocess
import sys

CLOSED = re.compile(r"(\S+\.case):(\d+): .*: gap closed, remove its (line gap:|~: (.*))$")


def end_of_case(lines, start):
    rest = (at for at in range(start, len(lines)) if lines[at].strip() == "=====")
    return next(rest, len(lines))


def main(runner, folders):
    done = subprocess.run([runner, *folders], capture_output=True, text=True)
    if done.returncode == 2:
        print(done.stderr, end="", file=sys.stderr)
        return 2
    closed = collections.defaultdict(list)
    for match in filter(None, map(CLOSED.match, done.stdout.splitlines())):
        closed[match.group(1)].append((int(match.group(2)) - 1, match.group(4)))
    for file, places in sorted(closed.items()):
        lines = pathlib.Path(file).read_text(encoding="utf-8").split("\n")
        for start, expected in sorted(places, key=lambda place: place[0], reverse=True):
            for at in range(start, end_of_case(lines, start)):
                if expected is None and lines[at].startswith("gap:"):
                    del lines[at]
                    break
                if expected is not None and lines[at].strip() == expected:
                    lines[at] = expected.removeprefix("~")
                    break
        pathlib.Path(file).write_text("\n".join(lines), encoding="utf-8")
        print(f"{file}: {len(places)}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: close-gaps.py RUNNER FOLDER...")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
