"""What train-teacher.py learns from: treebanks, names, and their sentences as batches of numbers."""
import random, zlib

import numpy as np
import torch

AFFIX_ROWS, UNKNOWN, HIDDEN_WORD, GUESSES = 1 << 15, 0, 1, 8000
FREE_GENRES = {"news", "interview", "speech", "voyage", "bio", "textbook", "vlog"}  # of GUM, see conllu.hpp
NAMES = ["O"] + [p + k for k in ("PER", "ORG", "LOC") for p in ("B-", "I-")]


class Sentence:
    __slots__ = ("id", "forms", "tags", "heads", "relations", "names", "words", "affixes", "shapes")


def read_conllu(path):
    out, now, document = [], None, ""
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            document = line[14:]
        if now is None and line:
            now = Sentence()
            now.id, now.forms, now.tags, now.heads, now.relations, now.names = "", [], [], [], [], None
        if line.startswith("# sent_id = "):
            now.id = line[12:]
        elif not line:
            free = not document.startswith("GUM_") or document.split("_")[1] in FREE_GENRES
            if now is not None and now.forms and free:
                out.append(now)
            now = None
        elif not line.startswith("#"):
            c = line.split("\t")
            if c[0].isdigit():
                now.forms.append(c[1])
                now.tags.append(c[3] + " " + c[4])
                now.heads.append(int(c[6]))
                now.relations.append(c[7])
    return out


def read_names(path, by_id):
    labels, where = [], None
    for line in open(path, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if line.startswith("# sent_id = "):
            where, labels = by_id.get(line[12:].strip()), []
        elif c[0].isdigit():
            labels.append(c[2] if c[2] in NAMES else "O")
        elif not line.strip() and where is not None and len(labels) == len(where.forms):
            where.names = [l if l[0] != "I" or (i and labels[i - 1] != "O") else "O" for i, l in enumerate(labels)]


def affixes_of(form):
    parts = [f"^{form[:k]}" for k in (1, 2, 3, 4)] + [f"{form[-k:]}$" for k in (1, 2, 3, 4, 5)]
    return [zlib.crc32(p.encode()) % AFFIX_ROWS for p in parts]


def shape_of(form):
    kinds = (form[:1].isupper(), form.isupper(), any(c.isdigit() for c in form), not any(c.isalnum() for c in form))
    return sum(1 << i for i, k in enumerate(kinds) if k)


class Vocabulary:
    def __init__(self, taught, sample):
        count = {}
        for s in taught + sample:
            for f in s.forms:
                count[f.lower()] = count.get(f.lower(), 0) + 1
        frequent = sorted((w for w, c in count.items() if c > 2), key=lambda w: (-count[w], w))
        self.words = {w: i + 2 for i, w in enumerate(frequent)}
        self.tags = {t: i for i, t in enumerate(sorted({t for s in taught for t in s.tags}))}
        self.relations = {r: i for i, r in enumerate(sorted({r for s in taught for r in s.relations}))}

    def index(self, sentences):
        known = {}
        for s in sentences:
            s.words = [self.words.get(f.lower(), UNKNOWN) for f in s.forms]
            s.affixes = [known.setdefault(f, affixes_of(f)) for f in s.forms]
            s.shapes = [shape_of(f) for f in s.forms]


class Batch:
    """Sentences by falling length; `hide`: the share of words of which nothing is seen."""

    def __init__(self, sentences, hide=0.0, blur=0.0):
        self.sentences = sorted(sentences, key=lambda s: -len(s.forms))
        self.lengths = torch.tensor([len(s.forms) for s in self.sentences])
        self.most = int(self.lengths[0])
        self.mask = torch.arange(self.most).unsqueeze(0) < self.lengths.unsqueeze(1)
        words = np.array([w for s in self.sentences for w in s.words])
        self.right = torch.tensor(words)
        self.hidden = torch.tensor(np.random.rand(len(words)) < hide)
        hidden = self.hidden.numpy()
        affixes = (a for s in self.sentences for a in s.affixes)
        rows = [[] if h else a for a, h in zip(affixes, hidden)]
        blurred = (np.random.rand(len(words)) < blur) if blur else np.zeros(len(words), bool)
        words = np.where(hidden, HIDDEN_WORD, np.where(blurred, UNKNOWN, words))
        self.words = torch.tensor(words)
        self.affixes = torch.tensor([a for r in rows for a in r], dtype=torch.long)
        self.affix_at = torch.tensor(np.concatenate([[0], np.cumsum([len(r) for r in rows])[:-1]]), dtype=torch.long)
        shapes = np.array([x for s in self.sentences for x in s.shapes])
        self.shapes = torch.tensor(np.where(hidden, 0, shapes))


def batches(sentences, most_words, shuffle=True):
    """Sentences of like length together."""
    order = sorted(sentences, key=lambda s: len(s.forms) + (random.random() * 4 if shuffle else 0))
    groups, now = [], []
    for s in order:
        if now and (len(now) + 1) * len(s.forms) > most_words:
            groups.append(now)
            now = []
        now.append(s)
    groups.append(now)
    if shuffle:
        random.shuffle(groups)
    return groups


def spans(labels):
    out, begin = set(), None
    for i, label in enumerate(labels + ["O"]):
        inside = label[0] == "I" and begin is not None and label[2:] == kind
        if begin is not None and not inside:
            out.add((begin, i, kind))
            begin = None
        if label[0] == "B" or (label[0] == "I" and not inside):
            begin, kind = i, label[2:]
    return out


def is_tree(heads):
    if heads.count(0) != 1:
        return False
    for i in range(len(heads)):
        at, steps = i + 1, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True
