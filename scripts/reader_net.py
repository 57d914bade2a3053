"""The reader network as train-reader.py trains it; its shape is described in src/coding/reader_model.hpp.

The names of the tensors are those of the file.
"""
import torch
from torch import nn
from torch.nn import functional as F

from reader_data import ACTS, HASH, PAIR_BITS

WIDTH, LAYERS, OWN, KEY, CONTEXT, AROUND, SIDE = 160, 3, 32, 24, 64, 48, 96
AVERAGE = 0.999  # the weights that are saved: a moving average over the steps (Polyak and Juditsky 1992)


class Reader(nn.Module):
    # Of words, lemmas and features of options: most of the weights, each seen seldom. With those of another network,
    # held fixed, a network reads better (docs/accuracy.md, "What more annotation gave").
    TABLES = ("word", "own", "key", "wide")

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
        self.actor, self.actor_score = nn.Linear(2 * WIDTH + 16 + KEY, SIDE), nn.Linear(SIDE, 2)
        self.target, self.target_score = nn.Linear(3 * WIDTH + 16 + KEY, SIDE), nn.Linear(SIDE, 2)
        self.wide = nn.ModuleList([bag(HASH, 1), bag(1 << PAIR_BITS, 1), bag(HASH, 1), bag(1 << PAIR_BITS, 1)])
        for w in self.wide:
            nn.init.zeros_(w.weight)
        self.drop, self.blur = nn.Dropout(0.25), nn.Dropout(0.3)

    def take_tables(self, first):
        """Takes the tables of a network that is trained already, and leaves them as they are."""
        for name in self.TABLES:
            setattr(self, name, getattr(first, name).requires_grad_(False))

    def own_parameters(self):
        """With their names, those that are learned."""
        return [(name, p) for name, p in self.named_parameters() if p.requires_grad]

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
        return last(self.drop(F.relu(first(self.drop(x))))) + wide


def sides_loss(scores, s):
    """Of the two answers for each option: which is chosen, and whether it belongs to the right ones."""
    return choice_loss(scores[:, 0], s) + F.binary_cross_entropy_with_logits(scores[:, 1], s.right.float(), reduction="sum")


def choice_loss(scores, s):
    """Minus the log of the probability given to the right options, summed over the groups."""
    top = torch.full((s.groups,), -1e9).scatter_reduce(0, s.group, scores.detach(), "amax")
    e = torch.exp(scores - top[s.group])
    zeros = torch.zeros(s.groups)
    all_, right = zeros.index_add(0, s.group, e), zeros.index_add(0, s.group[s.right], e[s.right])
    return -(torch.log(right + 1e-9) - torch.log(all_)).sum()


class Average:
    """The moving average of what a network learns; short at first, so that it forgets the random start."""

    def __init__(self, net):
        self.net, self.steps = net, 0
        self.mean = {name: w.detach().clone() for name, w in net.own_parameters()}

    @torch.no_grad()
    def add(self):
        self.steps += 1
        keep = min(AVERAGE, (self.steps + 1) / (self.steps + 10))
        for name, w in self.net.own_parameters():
            self.mean[name].mul_(keep).add_(w, alpha=1 - keep)

    @torch.no_grad()
    def take(self):
        """Gives the network the average."""
        for name, w in self.net.own_parameters():
            w.copy_(self.mean[name])
