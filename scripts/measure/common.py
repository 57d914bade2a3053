"""What the measuring scripts share: paths, the annotated sets, runs of the program and of the scorer."""
import json, os, re, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.path.normpath(os.path.join(ROOT, "..", "shared"))
PROGRAM = os.path.join(ROOT, "build", "release", "bin", "demarche")


def add_paths(parser):
    parser.add_argument("--program", default=PROGRAM, help="the program (default: the release build)")
    parser.add_argument("--shared", default=SHARED, help="folder of gold, corpora and tools (default: ../shared)")
    parser.add_argument("--work", help="keep what is made in this folder (default: a temporary one)")


def read_lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def write_lines(path, values):
    with open(path, "w", encoding="utf-8") as f:
        for value in values:
            f.write(json.dumps(value, ensure_ascii=False) + "\n")


def gold_paths(shared, name):
    return [os.path.join(shared, "gold", f"{name}.{kind}.jsonl") for kind in ("docs", "gold")]


def whole_documents(shared, sheets):
    """The documents behind sheets, in their order: {"id", "title", "text", ...}."""
    wanted = [sheet["doc"] for sheet in sheets]
    left, found = set(wanted), {}
    folder = os.path.join(shared, "corpora")
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".jsonl") or not left:
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            for line in f:
                document = json.loads(line)
                if document["id"] in left:
                    left.remove(document["id"])
                    found[document["id"]] = document
    if left:
        sys.exit(f"not in {folder}: {', '.join(sorted(left))}")
    return [found[key] for key in wanted]


def run_program(program, command, documents, output, options=()):
    """Runs `demarche COMMAND` over a JSON Lines file; what it prints goes to `output`."""
    with open(output, "w", encoding="utf-8") as f:
        done = subprocess.run([program, command, documents, *options], stdout=f)
    if done.returncode != 0:
        sys.exit(f"{program} {command} {documents}: exit status {done.returncode}")


def score(shared, sheets, gold, moves):
    """(precision, recall, F1) of `who`, as the scorer prints them."""
    tool = os.path.join(shared, "tools", "score.py")
    text = subprocess.run([sys.executable, tool, "--sheets", sheets, "--gold", gold, "--moves", moves],
                          stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    return tuple(float(x) for x in re.search(r"^who +P ([\d.]+) +R ([\d.]+) +F1 ([\d.]+)", text, re.M).groups())


def prf(right, found, gold):
    p = right / found if found else 0.0
    r = right / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0
