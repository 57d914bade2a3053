"""The file of the reader network, models/reader.model, as src/coding/reader_model.hpp describes it."""
import struct

import numpy as np


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


def order(table):
    """The words of a table in the order of the file, by the lower half of their hashes, with their rows in the network."""
    return sorted((fnv(word.encode()) & 0xFFFFFFFF, row) for word, row in table.items())


def index(table):
    return struct.pack("<I", len(table)) + b"".join(struct.pack("<I", hash_) for hash_, _ in order(table))


def in_order(weight, table):
    """The rows that stand for no word, then those of the words in the order of the file."""
    rows = [row for _, row in order(table)]
    return weight.detach()[sorted(set(range(len(weight))) - set(rows)) + rows]


def tables(net, vocabulary):
    """The tables of the file in their order: the weights whose sum they are, bits, and whether they are one row."""
    rows = lambda weight, bits: ((weight,), bits, False)
    row = lambda *weights: (weights, 16, True)
    yield rows(in_order(net.word.weight, vocabulary.words), 8)
    yield rows(in_order(net.own.weight, vocabulary.own), 8)
    for table in (*net.tags, net.frame):
        yield rows(table.weight, 16)
    # Matrices as the program computes with them (dense.hpp): 8 bits lose nothing.
    yield rows(net.input.weight, 8)
    yield rows(net.governor.weight, 8)
    yield row(net.input.bias)
    for way in ("", "_reverse"):
        own = lambda kind: getattr(net.memory, f"{kind}_l0{way}")
        yield rows(own("weight_ih"), 8)
        yield row(own("bias_ih"), own("bias_hh"))
        yield rows(own("weight_hh"), 8)
    for mix in net.mix:
        yield rows(mix.weight, 8)
        yield row(mix.bias)
    for norm in net.norm:
        yield row(norm.weight)
        yield row(norm.bias)
    for layer in (net.context, net.around, net.tell, net.act):
        yield rows(layer.weight, 8)
        yield row(layer.bias)
    yield rows(net.deed.weight, 16)
    yield rows(net.key.weight, 8)
    for layer in (net.actor, net.actor_score, net.target, net.target_score):
        yield rows(layer.weight, 8)
        yield row(layer.bias)
    for wide in net.wide:
        yield (wide.weight,), 8, True


def save(net, vocabulary, path):
    body = index(vocabulary.words) + index(vocabulary.own)
    for weights, bits, one_row in tables(net, vocabulary):
        whole = sum(w.detach() for w in weights)
        body += packed(whole.reshape(1, -1) if one_row else whole, bits)
    with open(path, "wb") as file:
        file.write(b"DMREADER" + struct.pack("<IQ", 4, fnv_words(body)) + body)
    print(f"{path}: {len(body) + 20} bytes")
