"""Networks whose mean opinion another network learns beside the annotations (Hinton, Vinyals and Dean 2015)."""
import torch
from torch.nn import functional as F

from reader_data import Batch, batches
from reader_file import load, width_of
from reader_net import Reader, chosen

SHARE = 0.5          # of the loss, where there are annotations as well
PLAIN = 0.5          # weight of a sentence without annotations
LEAST_DOUBT = 0.1    # how probable the teachers must find some act in it for it to teach anything


class Teachers:
    def __init__(self, paths, vocabulary):
        self.nets = []
        for path in paths:
            net = Reader(vocabulary, width_of(path))
            load(net, vocabulary, path)
            self.nets.append(net.eval())

    @torch.no_grad()
    def encode(self, batch):
        return [net.encode(batch) for net in self.nets]

    @torch.no_grad()
    def acts(self, hidden, batch):
        """The probability of each act at each trigger."""
        return sum(F.softmax(net.acts(h, batch), 1) for net, h in zip(self.nets, hidden)) / len(self.nets)

    @torch.no_grad()
    def sides(self, hidden, options, is_target):
        """The probability of each option within its group."""
        return sum(chosen(net.sides(h, options, is_target), options) for net, h in zip(self.nets, hidden)) / len(self.nets)

    def of_use(self, sentences):
        """The sentences in which a move may be told."""
        out = []
        for part in batches(sentences, list(range(len(sentences))), 64):
            batch = Batch(part)
            if not len(batch.trigger):
                continue
            told = 1.0 - self.acts(self.encode(batch), batch)[:, -1]
            most = torch.zeros(len(part)).scatter_reduce(0, batch.owner[batch.trigger], told, "amax")
            out += [s for s, p in zip(part, most) if p > LEAST_DOUBT]
        return out
