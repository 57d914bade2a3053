#!/usr/bin/env python3
"""Train the teacher of the English chain, and let it give trees to sentences that nobody annotated.

usage: train-teacher.py --treebank FILE... [--entities FILE...] --sample SAMPLE.conllu --output SILVER.conllu
                        [--dev FILE...] [--first STATE] [--state STATE] [--passes 14] [--seed 1] [--least 0.85]

SAMPLE  what `demarche train --sample` writes; the trees in it are not looked at
SILVER  its sentences with the trees of the teacher, for `demarche train --silver`; those of which the teacher is less
        sure than --least (geometric mean of the probabilities of the arcs), or whose arcs are no tree, are left out
--entities  names, a second lesson for the same memory
--dev   trees and names to measure the teacher on as it learns
--first where the weights are kept that were learned by guessing hidden words; read instead of learned if there
--state where the weights are kept at the end

Needs python3-torch and python3-numpy (and libopenblas0-pthread, or it takes ten times as long). One thread and a fixed
seed: the same packages on the same kind of machine give the same weights.
"""
import argparse, os, random, sys, time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from teacher_data import AFFIX_ROWS, GUESSES, NAMES, Batch, Vocabulary, batches, is_tree, read_conllu, read_names, spans
from teacher_net import Teacher


def learn_words(net, sentences):
    optimiser = torch.optim.Adam(net.parameters(), lr=2e-3)
    groups, began, total, seen = batches(sentences, 1600), time.time(), 0.0, 0
    net.train()
    for step, group in enumerate(groups):
        for g in optimiser.param_groups:
            g["lr"] = 2e-3 * min(1, step / 100) * max(0.1, 1 - step / len(groups))
        b = Batch(group, hide=0.18)
        wanted = b.hidden & (b.right > 1) & (b.right < GUESSES)
        if not wanted.any():
            continue
        loss = F.cross_entropy(net.guess(net(b)[b.mask][wanted]), b.right[wanted])
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        total, seen = total + float(loss.detach()), seen + 1
        if step % 200 == 199:
            print(f"words {step + 1}/{len(groups)}: {total / seen:.3f}, {time.time() - began:.0f} s", flush=True)
            total, seen = 0.0, 0


def loss_of(net, b, vocabulary):
    x = net(b)
    flat = x[b.mask]
    tags = torch.tensor([vocabulary.tags.get(t, 0) for s in b.sentences for t in s.tags])
    heads = torch.tensor([h for s in b.sentences for h in s.heads])
    relations = torch.tensor([vocabulary.relations.get(r, 0) for s in b.sentences for r in s.relations])
    loss = 0.5 * F.cross_entropy(net.tag(flat), tags)
    arcs, with_root = net.arcs(x)
    arcs = arcs.masked_fill(~torch.cat([torch.ones(len(x), 1, dtype=torch.bool), b.mask], 1).unsqueeze(1), -1e9)
    loss = loss + F.cross_entropy(arcs[b.mask], heads)
    loss = loss + F.cross_entropy(net.relations(x, with_root, b.mask, heads), relations)
    named = torch.tensor([s.names is not None for s in b.sentences for _ in s.forms])
    if named.any():
        labels = torch.tensor([NAMES.index(n) for s in b.sentences if s.names for n in s.names])
        loss = loss + 0.5 * F.cross_entropy(net.name(flat[named]), labels)
    return loss


def learn_trees(net, vocabulary, taught, dev, passes):
    rate, step = 2e-3, 0
    optimiser = torch.optim.Adam(net.parameters(), lr=rate, betas=(0.9, 0.9))
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}
    steps = passes * len(batches(taught, 1600))
    for number in range(passes):
        net.train()
        began, total, groups = time.time(), 0.0, batches(taught, 1600)
        for group in groups:
            step += 1
            for g in optimiser.param_groups:
                g["lr"] = rate * min(1, step / 200) * max(0.03, 1 - step / steps)
            loss = loss_of(net, Batch(group, blur=0.12), vocabulary)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            total += float(loss.detach())
            keep = min(0.998, (step + 1) / (step + 10))
            for k, v in net.state_dict().items():
                mean[k].mul_(keep).add_(v, alpha=1 - keep)
        print(f"pass {number + 1}: loss {total / len(groups):.3f}, {time.time() - began:.0f} s", flush=True)
        if dev and (number % 4 == 3 or number + 1 == passes):
            own = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(mean)
            print("  " + measure(net, vocabulary, dev), flush=True)
            net.load_state_dict(own)
    net.load_state_dict(mean)


@torch.no_grad()
def read(net, vocabulary, group):
    """For each sentence: tags, heads, relations, names, mean probability of the heads."""
    b = Batch(group)
    x = net(b)
    flat = x[b.mask]
    tags, names = net.tag(flat).argmax(1).tolist(), net.name(flat).argmax(1).tolist()
    arcs, with_root = net.arcs(x)
    arcs = arcs.masked_fill(~torch.cat([torch.ones(len(x), 1, dtype=torch.bool), b.mask], 1).unsqueeze(1), -1e9)
    best = F.softmax(arcs, 2)[b.mask].max(1)
    relations = net.relations(x, with_root, b.mask, best.indices).argmax(1).tolist()
    at, out = 0, []
    for s in b.sentences:
        part = slice(at, at + len(s.forms))
        at = part.stop
        sure = float(best.values[part].log().mean().exp())
        out.append((s, tags[part], best.indices[part].tolist(), relations[part], names[part], sure))
    return out


def measure(net, vocabulary, sentences):
    net.eval()
    tag, relation = list(vocabulary.tags), list(vocabulary.relations)
    words = right = arcs = labelled = 0
    found = wanted = both = 0
    for group in batches(sentences, 3000, shuffle=False):
        for s, tags, heads, relations, names, _ in read(net, vocabulary, group):
            for i in range(len(s.forms)):
                words += 1
                right += tag[tags[i]].split()[0] == s.tags[i].split()[0]
                arcs += heads[i] == s.heads[i]
                same = relation[relations[i]].split(":")[0] == s.relations[i].split(":")[0]
                labelled += heads[i] == s.heads[i] and same
            if s.names is not None:
                ours, theirs = spans([NAMES[n] for n in names]), spans(s.names)
                found, wanted, both = found + len(ours), wanted + len(theirs), both + len(ours & theirs)
    f1 = 2 * both / max(1, found + wanted)
    return f"UPOS {100 * right / words:.2f} UAS {100 * arcs / words:.2f} LAS {100 * labelled / words:.2f} names {100 * f1:.1f}"


def write_silver(net, vocabulary, sample, least, path):
    net.eval()
    tag, relation = list(vocabulary.tags), list(vocabulary.relations)
    kept = {}
    for group in batches(sample, 3000, shuffle=False):
        for s, tags, heads, relations, _, sure in read(net, vocabulary, group):
            if sure >= least and is_tree(heads):
                kept[id(s)] = (tags, heads, relations)
    with open(path, "w", encoding="utf-8") as out:
        for s in sample:
            if id(s) not in kept:
                continue
            out.write(f"# sent_id = {s.id}\n")
            for i, (t, h, r) in enumerate(zip(*kept[id(s)])):
                upos, xpos = tag[t].split()
                rel = "root" if h == 0 else relation[r] if relation[r] != "root" else "parataxis"
                out.write(f"{i + 1}\t{s.forms[i]}\t_\t{upos}\t{xpos}\t_\t{h}\t{rel}\t_\t_\n")
            out.write("\n")
    print(f"{len(kept)} of {len(sample)} sentences written", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", nargs="+", required=True)
    parser.add_argument("--entities", nargs="*", default=[])
    parser.add_argument("--sample", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--dev", nargs="*", default=[])
    parser.add_argument("--first")
    parser.add_argument("--state")
    parser.add_argument("--passes", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0.85)
    a = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    np.random.seed(a.seed)
    taught = [s for path in a.treebank for s in read_conllu(path)]
    sample = read_conllu(a.sample)
    dev = [s for path in a.dev if path.endswith(".conllu") for s in read_conllu(path)]
    for path in a.entities:
        read_names(path, {s.id: s for s in taught})
    for path in a.dev:
        if path.endswith(".iob2"):
            read_names(path, {s.id: s for s in dev})
    vocabulary = Vocabulary(taught, sample)
    for part in (taught, sample, dev):
        vocabulary.index(part)
    net = Teacher(len(vocabulary.words) + 2, AFFIX_ROWS, 16, len(vocabulary.tags), len(vocabulary.relations),
                  len(NAMES), GUESSES)
    print(f"{len(taught)} sentences with trees, {sum(s.names is not None for s in taught)} with names, "
          f"{len(sample)} without, {len(vocabulary.words)} words", flush=True)
    if a.first and os.path.exists(a.first):
        net.load_state_dict(torch.load(a.first))
    else:
        learn_words(net, sample + taught)
        if a.first:
            torch.save(net.state_dict(), a.first)
    learn_trees(net, vocabulary, taught, dev, a.passes)
    if a.state:
        torch.save(net.state_dict(), a.state)
    write_silver(net, vocabulary, sample, a.least, a.output)


if __name__ == "__main__":
    sys.exit(main())
