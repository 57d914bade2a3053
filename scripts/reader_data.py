"""What train-reader.py learns from: annotated sentences as batches of numbers, and the options for the sides of their moves."""
import collections, itertools, json, random

import numpy as np
import torch

ACTS = 36
HASH = 1 << 15        # rows of the tables of option features
PAIR_BITS = 18        # rows of the tables of option features joined with the act: 2 ** 18
CONTENT = {1, 8, 12, 16}  # adjectives, nouns, names, verbs: numbers of the enumeration, plus one
DOCUMENT_WORDS = 400
COMMON_WORDS = 25000  # of the vectors, beside the words of the examples
OWN_SEEN = 4          # a lemma seen as often gets a vector of its own
HIDDEN_WORDS = 0.08   # of the words of a batch are shown as unknown in training, twice as many of the lemmas


class Sentence:
    """One line of the examples."""

    def __init__(self, line):
        d = json.loads(line)
        self.document, self.in_title = d["document"], d["sentence"] == "t"
        self.lower = [t[0] for t in d["tokens"]]
        self.lemma = [t[1] for t in d["tokens"]]
        self.numbers = [t[2] for t in d["tokens"]]
        self.frames = [t[3] for t in d["tokens"]]
        self.moves = d["moves"]
        self.triggers = {t: [(p, at, [k % HASH for k in keys], [[k % HASH for k in w] for w in with_])
                             for p, at, keys, with_ in options] for t, options in d["triggers"]}


def read_examples(paths, without):
    out = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            out += [s for s in map(Sentence, file) if s.document not in without]
    return out


def read_vectors(path):
    with open(path, encoding="utf-8") as file:
        if path.endswith(".json"):
            return {w: np.array(v[:100], np.float32) for w, v in json.load(file)["vectors"].items()}
        rows = (line.rstrip().split(" ") for line in file)
        return {r[0]: np.array([float(x) for x in r[1:]], np.float32) for r in rows if len(r) == 101}


class Vocabulary:
    """Row 0 stands for what lies outside the sentence, row 1 (words) or 0 (own) for the unknown."""

    def __init__(self, sentences, vectors):
        seen = {w for s in sentences for w in s.lower}
        common = list(vectors)[:COMMON_WORDS]
        self.words = {w: i + 2 for i, w in enumerate(sorted({w for w in seen | set(common) if w in vectors}))}
        rows = [np.zeros(100, np.float32)] * 2 + [vectors[w] for w in self.words]
        self.vectors = torch.tensor(np.stack(rows))
        count = collections.Counter(w for s in sentences for w in s.lemma)
        self.own = {w: i + 1 for i, w in enumerate(sorted(w for w, c in count.items() if c >= OWN_SEEN))}

    def index(self, sentences):
        for s in sentences:
            s.word = [self.words.get(w, 1) for w in s.lower]
            s.mine = [self.own.get(w, 0) for w in s.lemma]
        self.look_around(sentences)

    @staticmethod
    def look_around(sentences):
        """The content words of the title, of the sentence before and of the document, as src/coding/surroundings.cpp has them."""
        documents = collections.defaultdict(list)
        for s in sentences:
            documents[s.document].append(s)
        for document in documents.values():
            words = [[i for i, n in zip(s.word, s.numbers) if n[0] in CONTENT and i > 1] for s in document]
            title = [i for s, some in zip(document, words) if s.in_title for i in some]
            everything = [i for some in words for i in some][:DOCUMENT_WORDS]
            for k, s in enumerate(document):
                before = words[k - 1] if k and not s.in_title and not document[k - 1].in_title else []
                s.around = [some or [0] for some in (title, before, everything)]


class Batch:
    """Sentences one after the other with one empty place around each; all indices into that row of places."""

    def __init__(self, sentences):
        columns = [[] for _ in range(8)]  # word, own, upos, xpos, relation, mention, role, voice
        head, has_head, inside, frames, frame_at, owner = [], [], [], [], [], []
        self.start, trigger, label, frame_rows = [], [], [], []

        def outside():
            for c in columns:
                c.append(0)
            head.append(0), has_head.append(0.0), inside.append(0.0), frame_at.append(len(frames)), owner.append(0)

        outside()
        for k, s in enumerate(sentences):
            begin = len(head)
            self.start.append(begin)
            columns[0] += s.word
            columns[1] += s.mine
            for c in range(6):
                columns[c + 2] += [n[c] for n in s.numbers]
            head += [begin + n[6] if n[6] >= 0 else 0 for n in s.numbers]
            has_head += [1.0 if n[6] >= 0 else 0.0 for n in s.numbers]
            inside += [1.0] * len(s.word)
            owner += [k] * len(s.word)
            for i, acts in enumerate(s.frames):
                frame_at.append(len(frames))
                frames += acts
                frame_rows += [(begin + i, a) for a in (acts or [ACTS])]
            told = {}
            for token, act, _, _ in s.moves:
                told.setdefault(token, act)
            trigger += [begin + i for i in s.triggers]
            label += [told.get(i, ACTS) for i in s.triggers]
            outside()
        long = lambda x: torch.tensor(x, dtype=torch.long)
        self.columns = [long(c) for c in columns]
        self.head, self.frames, self.frame_at, self.owner = long(head), long(frames), long(frame_at), long(owner)
        self.has_head, self.inside = torch.tensor(has_head).unsqueeze(1), torch.tensor(inside).unsqueeze(1)
        self.trigger, self.label = long(trigger), long(label)
        self.fits = torch.zeros(len(head), ACTS + 1)
        if frame_rows:
            rows = long(frame_rows)
            self.fits[rows[:, 0], rows[:, 1]] = 1.0
        self.length = torch.tensor([float(len(s.word)) for s in sentences]).unsqueeze(1)
        self.around = [(long([i for s in sentences for i in s.around[k]]),
                        long(list(itertools.accumulate([0] + [len(s.around[k]) for s in sentences[:-1]])))) for k in range(3)]
        self.lengths = long([len(s.word) for s in sentences])
        row = torch.arange(int(self.lengths.max())).unsqueeze(0)
        self.real = row < self.lengths.unsqueeze(1)
        self.places = (long(self.start).unsqueeze(1) + row) * self.real  # sentences as rows, filled up with place 0
        self.in_title = torch.tensor([[1.0 if s.in_title else 0.0] for s in sentences])

    def hide_words(self):
        """So that the network does not lean on single words."""
        words, own = self.columns[0], self.columns[1]
        hidden = torch.rand(len(words)) < HIDDEN_WORDS
        words[hidden & (words > 0)] = 1
        own[hidden | (torch.rand(len(words)) < 2 * HIDDEN_WORDS)] = 0


class Sides:
    """Options for one side of many triggers, grouped by trigger."""

    def __init__(self):
        self.trigger, self.at, self.has, self.actor, self.has_actor, self.act = [], [], [], [], [], []
        self.keys, self.joined, self.key_at, self.group, self.right, self.groups = [], [], [], [], [], 0

    def add(self, begin, token, act, option, right, more=(), actor=-1):
        self.trigger.append(begin + token)
        self.at.append(begin + option[1] if option[1] >= 0 else 0)
        self.has.append(1.0 if option[1] >= 0 else 0.0)
        self.actor.append(begin + actor if actor >= 0 else 0)
        self.has_actor.append(1.0 if actor >= 0 else 0.0)
        self.act.append(act)
        self.key_at.append(len(self.keys))
        keys = list(option[2]) + list(more)
        self.keys += keys
        self.joined += [((k * 31 + act) * 2654435761 & 0xFFFFFFFF) >> (32 - PAIR_BITS) for k in keys]
        self.group.append(self.groups)
        self.right.append(right)

    def close(self):
        self.groups += 1

    def tensors(self):
        long = lambda x: torch.tensor(x, dtype=torch.long)
        for name in ("trigger", "at", "actor", "act", "keys", "joined", "key_at", "group"):
            setattr(self, name, long(getattr(self, name)))
        self.has, self.has_actor = torch.tensor(self.has).unsqueeze(1), torch.tensor(self.has_actor).unsqueeze(1)
        self.right = torch.tensor(self.right)
        return self


def side_examples(sentences, batch):
    actors, targets = Sides(), Sides()
    for begin, s in zip(batch.start, sentences):
        told = {}
        for m in s.moves:
            told.setdefault((m[0], m[1]), []).append(m)
        for (token, act), moves in told.items():
            options = s.triggers.get(token, [])
            right = [o[0] in {m[2] for m in moves} for o in options[:-1]]
            if not any(right):
                continue
            for o, r in zip(options[:-1], right):
                actors.add(begin, token, act, o, r)
            actors.close()
            for i in (i for i, r in enumerate(right) if r):
                wanted = {m[3] for m in moves if m[2] == options[i][0]}
                if not any(o[0] in wanted for o in options):
                    continue
                for j, o in enumerate(options):
                    targets.add(begin, token, act, o, o[0] in wanted, options[i][3][j], options[i][1])
                targets.close()
    return actors, targets


def batches(sentences, order, size):
    """Sentences of about the same length together, so that little is filled up; the batches in random order."""
    out = []
    for at in range(0, len(order), size * 20):
        some = sorted(order[at:at + size * 20], key=lambda i: len(sentences[i].word))
        few = [some[i:i + size] for i in range(0, len(some), size)]
        random.shuffle(few)
        out += [[sentences[i] for i in part] for part in few]
    return out
