"""What train-reader.py learns before moves: to guess hidden words (Devlin et al. 2019, on a small scale).

Also keeps the weights that come out, so that several runs can start from them.
"""
import collections, random, time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

GUESSED = 0.15        # of the words are hidden when the network learns to guess them
GUESS_EPOCHS = 2
OTHERS = 3000         # words, drawn by frequency to the power of 0.75, among which the hidden ones are to be found


class Guesser:
    """Learns the encoder of a network by hiding words and finding them again among others."""

    def __init__(self, net, width, sentences, batches):
        self.net, self.sentences, self.batches = net, sentences, batches
        self.guess = nn.Linear(width, net.word.weight.shape[1])
        count = collections.Counter(w for s in sentences for w in s.word if w > 1)
        self.common = np.array(sorted(count))
        weight = np.cumsum([count[w] ** 0.75 for w in self.common])
        self.upto = weight / weight[-1]

    def others(self):
        drawn = np.searchsorted(self.upto, np.random.rand(OTHERS)).clip(0, len(self.common) - 1)
        return torch.from_numpy(self.common[drawn])

    def loss(self, batch):
        words, own = batch.columns[0], batch.columns[1]
        true = words.clone()
        hidden = (torch.rand(len(words)) < GUESSED) & (words > 1)
        at = hidden.nonzero().squeeze(1)
        if not len(at):
            return None
        words[hidden] = 1
        own[hidden | (torch.rand(len(words)) < 0.1)] = 0
        among, right = torch.unique(torch.cat([true[at], self.others()]), return_inverse=True)
        scores = self.guess(self.net.encode(batch)[at]) @ self.net.word.weight[among].T
        return F.cross_entropy(scores, right[:len(at)])

    def learn(self):
        rate, size, step = 1.5e-3, 64, 0
        steps = GUESS_EPOCHS * ((len(self.sentences) + size - 1) // size)
        encoder = list(self.guess.parameters()) + [
            p for n, p in self.net.named_parameters() if not n.startswith("wide.") and n != "word.weight"]
        groups = [(encoder, rate), ([self.net.word.weight], 0.2 * rate)]
        optimiser = torch.optim.AdamW([{"params": p, "lr": r} for p, r in groups], weight_decay=0.01)
        for epoch in range(GUESS_EPOCHS):
            order, began, total, count = random.sample(range(len(self.sentences)), len(self.sentences)), time.time(), 0.0, 0
            for batch in self.batches(order, size):
                step += 1
                loss = self.loss(batch)
                if loss is None:
                    continue
                for g, (_, r) in zip(optimiser.param_groups, groups):
                    g["lr"] = r * min(1.0, step / 300) * max(0.02, 1 - step / steps)
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(encoder, 1.0)
                optimiser.step()
                total, count = total + float(loss.detach()), count + 1
            print(f"guessing {epoch + 1}: loss {total / count:.3f} a word, {time.time() - began:.0f} s", flush=True)


def keep_first(net, vocabulary, path):
    """Vectors go under their words, so that a run on other examples can start from them."""
    torch.save({"words": vocabulary.words, "own": vocabulary.own, "weights": net.state_dict()}, path)


def start_from(net, vocabulary, path):
    kept = torch.load(path)
    weights = {n: w.clone() for n, w in net.state_dict().items()}
    for name, value in kept["weights"].items():
        rows = {"word.weight": (kept["words"], vocabulary.words), "own.weight": (kept["own"], vocabulary.own)}.get(name)
        if rows is None:
            weights[name] = value
            continue
        then, now = rows
        for word, row in now.items():
            if word in then:
                weights[name][row] = value[then[word]]
    net.load_state_dict(weights)
