#!/usr/bin/env python3
"""Trains the cleaner's weights on labelled pages and lines (see docs/cleaning.md). Needs numpy, lightgbm, rapidfuzz.

    clean_train.py label  FEATURES GOLD           aligns blocks with gold.json.gz or lines-*.jsonl.gz -> FEATURES/labels.npz
    clean_train.py first  OUT FEATURES...         first model: opinions out of fold -> FEATURES/opinion.f32, weights -> OUT
    clean_train.py second OUT FEATURES...         second model; prints the scores out of fold, weights -> OUT

FEATURES is a folder that examples/clean_features.rs wrote; between first and second it is run once more with --first.
Pages of one site are always in one fold, so every figure is on sites the model has not seen.
"""
import collections, gzip, json, re, statistics, struct, sys
from pathlib import Path

import numpy as np

WORD = re.compile(r"\w+")
FOLDS = 5
PARAMETERS = dict(objective="binary", learning_rate=0.08, num_leaves=24, min_data_in_leaf=60, feature_fraction=0.4,
                  bagging_fraction=0.8, bagging_freq=1, lambda_l2=5.0, max_bin=127, num_threads=1, verbosity=-1, seed=7,
                  use_missing=False, deterministic=True, force_row_wise=True)


def documents(folder):
    return [json.loads(line) for line in open(Path(folder) / "blocks.jsonl")]


def rows(folder, name="rows.f32"):
    width = len((Path(folder) / "columns.txt").read_text().split("\n"))
    return np.fromfile(Path(folder) / name, dtype="<f4").reshape(-1, width)


def label(folder, gold):
    """The share of every block's words that the gold has, in the gold's order; what stands elsewhere counts by what is left of it."""
    out, weights, sites, sizes = [], [], [], []
    if Path(gold).name.startswith("lines"):
        gold = {d["id"]: d for d in map(json.loads, gzip.open(gold, "rt"))}
    else:
        gold = json.loads(gzip.open(gold).read())
    for document in documents(folder):
        truth = gold[document["id"]]
        shares = of_lines(document, truth) if "lab" in truth else of_text(document, truth["text"])
        words = [max(1, len(WORD.findall(text))) for text in document["texts"]]
        # Every page counts alike in the metrics, and a word in a long page less than one in a short page.
        inside = sum(w * s for w, s in zip(words, shares)) or 1
        out += shares
        weights += [(w ** 0.8) / (max(inside, 60) ** 0.8) * 100 for w in words]
        sites.append(truth["site"])
        sizes.append(len(shares))
    np.savez(Path(folder) / "labels.npz", share=np.array(out, np.float32), weight=np.array(weights, np.float32), sizes=np.array(sizes), sites=np.array(sites))
    print(folder, "content", np.mean(np.array(out) >= 0.5))


def of_lines(document, truth):
    shares = []
    for first, last in document["lines"]:
        got = [(len(WORD.findall(truth["lines"][i])), truth["lab"][i]) for i in range(first - 1, min(last, len(truth["lines"])))]
        words = sum(w for w, l in got if l >= 0) or 1
        shares.append(sum(w for w, l in got if l == 1) / words)
    return shares


def of_text(document, text):
    from rapidfuzz.distance import LCSseq
    blocks = [[w.lower() for w in WORD.findall(t)] for t in document["texts"]]
    truth = [w.lower() for w in WORD.findall(text)]
    number = collections.defaultdict(lambda: len(number))
    a = [number[w] for b in blocks for w in b]
    b = [number[w] for w in truth]
    matched, taken = np.zeros(len(a), bool), np.zeros(len(b), bool)
    for op in LCSseq.opcodes(a, b):
        if op.tag == "equal":
            n = op.src_end - op.src_start
            matched[op.src_start:op.src_end] = True if n >= 3 else matched[op.src_start:op.src_end]
            taken[op.dest_start:op.dest_end] |= n >= 3
            if n < 3:  # a short run counts only where it is a whole block
                matched[op.src_start:op.src_end] = True
                taken[op.dest_start:op.dest_end] = True
    rest = collections.Counter(tuple(b[i:i + 4]) for i in range(len(b) - 3) if not taken[i:i + 4].all())
    shares, at = [], 0
    for block in blocks:
        n = len(block)
        got = matched[at:at + n]
        # Runs below three words inside a longer block are chance.
        if n >= 3:
            run, keep = 0, np.zeros(n, bool)
            for i in range(n + 1):
                if i < n and got[i]:
                    run += 1
                else:
                    if run >= 3:
                        keep[i - run:i] = True
                    run = 0
            share = keep.mean()
        else:
            share = got.mean() if n else 0.0
        if share < 0.5 and n >= 4:
            grams = [tuple(a[i:i + 4]) for i in range(at, at + n - 3)]
            found = sum(rest[g] > 0 for g in grams) / len(grams)
            if found > max(share, 0.6):
                for g in grams:
                    rest[g] -= 1
                share = found
        shares.append(float(share))
        at += n
    return shares


def shingles(words, n=4):
    return collections.Counter(tuple(words[i:i + n]) for i in range(max(1, len(words) - n + 1))) if words else collections.Counter()


def page_scores(truth, text):
    a, b = shingles(WORD.findall(truth)), shingles(WORD.findall(text))
    tp = sum((a & b).values())
    p = tp / sum(b.values()) if b else None
    r = tp / sum(a.values()) if a else None
    a, b = collections.Counter(WORD.findall(truth.lower())), collections.Counter(WORD.findall(text.lower()))
    o = sum((a & b).values())
    return p, r, 2 * o / (sum(a.values()) + sum(b.values())) if a and b else float(not a and not b)


def mean_scores(scores):
    p = statistics.mean(s[0] for s in scores if s[0] is not None)
    r = statistics.mean(s[1] for s in scores if s[1] is not None)
    return "shingles P %.4f R %.4f F1 %.4f words %.4f" % (p, r, 2 * p * r / (p + r), statistics.mean(s[2] for s in scores))


def judge(folder, gold, probability, threshold):
    """The page metrics of keeping every block above a threshold."""
    gold, at, by_type = json.loads(gzip.open(gold).read()), 0, collections.defaultdict(list)
    for document in documents(folder):
        n = len(document["texts"])
        text = "\n".join(t for t, p in zip(document["texts"], probability[at:at + n]) if p >= threshold)
        truth = gold[document["id"]]
        by_type[truth["type"]].append(page_scores(truth["text"], text))
        at += n
    return by_type


if __name__ == "__main__":
    command = sys.argv[1]
    if command == "label":
        label(sys.argv[2], sys.argv[3])
