#!/usr/bin/env python3
"""record-cost.py PROGRAM PICTURE.svg FILE...: what recording a document costs, from the first ten thousand to the last.

Records JSON Lines in a shuffled order (so that short and long documents lie evenly), and asks the log and the system
every quarter of a second how many entries there are and how much processor time was spent, which other programs on the
machine hardly change. Prints a table in Markdown and draws it.
"""
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

STEP = 10_000
THREADS = "2"


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def entries(database):
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=1) as connection:
            return connection.execute("SELECT max(seq) FROM entry").fetchone()[0] or 0
    except sqlite3.Error:  # not made yet
        return 0


def samples(program, articles, database):
    run = subprocess.Popen([program, "record", articles, "--db", database, "--threads", THREADS])
    begun = time.monotonic()
    out = []
    while run.poll() is None:
        count = entries(database)
        try:
            out.append((count, cpu_seconds(run.pid), time.monotonic() - begun))
        except (FileNotFoundError, ProcessLookupError):
            break
        time.sleep(0.25)
    run.wait()
    return out


def at(points, wanted, column):
    """The time at which that many entries were there, between two samples."""
    for before, after in zip(points, points[1:]):
        if after[0] >= wanted > before[0]:
            share = (wanted - before[0]) / (after[0] - before[0])
            return before[column] + share * (after[column] - before[column])
    return points[-1][column]


WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 240, 56, 40, 30


def picture(costs):
    """Bars by ten thousand documents; follows the colours of a dark screen."""
    most = max(1.0, max(costs) * 1.15)
    step = (WIDTH - LEFT - 10) / len(costs)
    high = HEIGHT - BOTTOM - TOP

    def y(value):
        return HEIGHT - BOTTOM - high * value / most

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
           'font-family="sans-serif" font-size="12">',
           "<style>:root{--ink:#222;--faint:#ccc;--bar:#2b6ca3}@media(prefers-color-scheme:dark){:root{--ink:#ddd;"
           "--faint:#555;--bar:#6fb1e4}}text{fill:var(--ink)}.bar{fill:var(--bar)}line{stroke:var(--faint)}</style>",
           f'<text x="{LEFT}" y="16">Processor milliseconds a document, by ten thousand documents recorded</text>']
    for tick in [n / 2 for n in range(int(2 * most) + 1)]:
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - 10}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>'
                   f'<text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:.1f}</text>')
    for place, cost in enumerate(costs):
        x = LEFT + place * step
        out.append(f'<rect class="bar" x="{x + 6:.1f}" y="{y(cost):.1f}" width="{step - 12:.1f}" '
                   f'height="{HEIGHT - BOTTOM - y(cost):.1f}"/>'
                   f'<text x="{x + step / 2:.1f}" y="{y(cost) - 5:.1f}" text-anchor="middle">{cost:.2f}</text>'
                   f'<text x="{x + step / 2:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">'
                   f'{(place + 1) * STEP:,}</text>')
    return "\n".join(out + ["</svg>"]) + "\n"


def main():
    program, drawing, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    lines = []
    for name in files:
        with open(name, encoding="utf-8") as file:
            lines += file.readlines()
    random.Random(1).shuffle(lines)
    with tempfile.TemporaryDirectory() as folder:
        articles = os.path.join(folder, "articles.jsonl")
        with open(articles, "w", encoding="utf-8") as file:
            file.writelines(lines)
        database = os.path.join(folder, "talks.db")
        points = samples(program, articles, database)
        size = os.path.getsize(database)
    print(f"{len(lines)} documents, {points[-1][2]:.0f} s, {points[-1][1]:.0f} s of processor, "
          f"{size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f}\n")
    print("| documents | processor ms each |\n|---|---|")
    # Loading program and models is no cost of a document: count from the last look at an empty log.
    points = [p for p in points if p[0] == 0][-1:] + [p for p in points if p[0] > 0]
    costs = []
    # The last ten thousand may lack a few.
    for low in range(0, points[-1][0] - STEP * 9 // 10, STEP):
        high = min(low + STEP, points[-1][0])
        start = points[0] if low == 0 else (low, at(points, low, 1))
        costs.append(1000 * (at(points, high, 1) - start[1]) / (high - start[0]))
        print(f"| {low + 1} to {high} | {costs[-1]:.2f} |")
    with open(drawing, "w", encoding="utf-8") as file:
        file.write(picture(costs))


if __name__ == "__main__":
    main()
