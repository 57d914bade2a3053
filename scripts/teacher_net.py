"""The teacher of the English chain as train-teacher.py trains it: a network that reads a sentence in both directions.

Two layers of long short-term memory in each direction over words and their beginnings and ends; above them choosers of
tags and names, and the biaffine choosers of heads and relations of Dozat and Manning (2017).
"""
import torch
from torch import nn
from torch.nn import functional as F

HIDDEN, WORD, AFFIX, ARC, REL = 192, 96, 64, 224, 96


class Biaffine(nn.Module):
    def __init__(self, width, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, width + 1, width + 1))

    def forward(self, heads, dependents):
        """Of every pair: heads and dependents [sentences, words, width]; out [sentences, outputs, dependents, heads]."""
        one = lambda x: torch.cat([x, torch.ones_like(x[..., :1])], -1)
        return torch.einsum("bdi,oij,bhj->bodh", one(dependents), self.weight, one(heads))

    def paired(self, heads, dependents):
        """Of given pairs: [pairs, width] twice; out [pairs, outputs]."""
        one = lambda x: torch.cat([x, torch.ones_like(x[..., :1])], -1)
        left = torch.einsum("pi,oij->poj", one(dependents), self.weight)
        return torch.einsum("poj,pj->po", left, one(heads))


class Teacher(nn.Module):
    def __init__(self, words, affixes, shapes, tags, relations, names, guesses):
        super().__init__()
        self.word = nn.Embedding(words, WORD)
        self.affix = nn.EmbeddingBag(affixes, AFFIX, mode="sum")
        self.shape = nn.Embedding(shapes, 8)
        nn.init.normal_(self.word.weight, 0, 0.1)
        nn.init.normal_(self.affix.weight, 0, 0.1)
        width = WORD + AFFIX + 8
        self.memory = nn.ModuleList([nn.LSTM(width, HIDDEN, bidirectional=True, batch_first=True),
                                     nn.LSTM(2 * HIDDEN, HIDDEN, bidirectional=True, batch_first=True)])
        self.guess = nn.Sequential(nn.Linear(2 * HIDDEN, WORD), nn.ReLU(), nn.Linear(WORD, guesses))
        self.tag, self.name = nn.Linear(2 * HIDDEN, tags), nn.Linear(2 * HIDDEN, names)
        mlp = lambda size: nn.Sequential(nn.Linear(2 * HIDDEN, size), nn.LeakyReLU(0.1), nn.Dropout(0.33))
        self.arc_head, self.arc_dependent = mlp(ARC), mlp(ARC)
        self.rel_head, self.rel_dependent = mlp(REL), mlp(REL)
        self.arc, self.rel = Biaffine(ARC, 1), Biaffine(REL, relations)
        self.root = nn.Parameter(torch.zeros(2 * HIDDEN))
        self.drop = nn.Dropout(0.33)

    def forward(self, b):
        """[sentences, words, 2 * HIDDEN]"""
        flat = torch.cat([self.word(b.words), self.affix(b.affixes, b.affix_at), self.shape(b.shapes)], 1)
        x = torch.zeros(len(b.lengths), b.most, flat.shape[1])
        x[b.mask] = self.drop(flat)
        for layer in self.memory:
            packed = nn.utils.rnn.pack_padded_sequence(x, b.lengths, batch_first=True)
            x = self.drop(nn.utils.rnn.pad_packed_sequence(layer(packed)[0], batch_first=True)[0])
        return x

    def arcs(self, x):
        """Log-probabilities of heads; column 0 is the root, word i stands in column i + 1."""
        with_root = torch.cat([self.root.expand(len(x), 1, -1), x], 1)
        return self.arc(self.arc_head(with_root), self.arc_dependent(x)).squeeze(1), with_root

    def relations(self, x, with_root, mask, heads):
        sentence, word = mask.nonzero(as_tuple=True)
        above = self.rel_head(with_root)[sentence, heads]
        return self.rel.paired(above, self.rel_dependent(x)[sentence, word])
