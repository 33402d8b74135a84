#!/usr/bin/env python3
"""Trains the cleaner's weights on labelled pages and lines (see docs/cleaning.md). Needs numpy, lightgbm and rapidfuzz.

    clean_train.py label FEATURES GOLD        aligns blocks with gold.json.gz or lines-*.jsonl.gz -> FEATURES/labels.npz
    clean_train.py pages WORK                 trains on WORK/f.pages; scores out of fold; weights -> WORK/pages.bin
    clean_train.py text WORK                  trains on WORK/f.full and WORK/f.left;          weights -> WORK/text.bin

WORK holds the documents in pages/, full/ and left/ (`score.py unpack`) and the features of each in f.pages/, f.full/ and
f.left/ (examples/clean_features.rs). The weights belong into src/clean/. Documents of one site are always
in one fold, so every figure is on sites that the model has not seen.
"""
import collections, gzip, hashlib, json, os, re, statistics, struct, subprocess, sys
from pathlib import Path

import numpy as np

WORD = re.compile(r"\w+")
FOLDS = 5
TREES = 100
FIRST = dict(objective="binary", learning_rate=0.08, num_leaves=24, min_data_in_leaf=60, feature_fraction=0.4,
             bagging_fraction=0.8, bagging_freq=1, lambda_l2=5.0, max_bin=127, num_threads=1, verbosity=-1, seed=7,
             use_missing=False, deterministic=True, force_row_wise=True)
# The second model has few features that say much; larger trees learn single pages by heart.
SECOND = dict(FIRST, num_leaves=8, min_data_in_leaf=300)
# Trees and parameters: of the forest that only tells which labels to trust, of the first and of the second one. Pages are
# harder: four times as many trees that each learn less gave .001 more F1 on three draws of the folds.
FORESTS = {
    "pages": (
        (200, dict(FIRST, learning_rate=0.05)),
        (400, dict(FIRST, learning_rate=0.025)),
        (160, dict(SECOND, learning_rate=0.05, lambda_l2=30.0)),
    ),
    "text": ((TREES, FIRST), (TREES, FIRST), (TREES, SECOND)),
}
# So do features that are the same for all blocks of a page, in the second model.
OF_THE_PAGE = {"blocks", "all_words", "all_prose", "all_links", "best_prose", "best_words", "articles", "a_mass", "a_share"}
# Pages and texts on which the first model is this far from the gold are mostly pages whose gold is a part of the article.
DOUBTFUL, DOUBTFUL_WEIGHT = 0.6, 0.2
# A block of an article of which the first model, out of fold, says so firmly the opposite is rather the labeller's mistake than
# the model's; of other pages, which are few, it is what the model has yet to learn.
CONTRADICTED = 0.9

# Other folds, to see how much of a figure is chance.
FOLD_SEED = os.environ.get("FOLD_SEED", "")
EVAL = Path(os.environ.get("EVAL", "../shared/eval/clean"))
FEATURES = os.environ.get("CLEAN_FEATURES", "target/x86_64-unknown-linux-gnu/release/examples/clean_features")


def documents(folder):
    return [json.loads(line) for line in open(Path(folder) / "blocks.jsonl")]


def rows(folder, name="rows.f32"):
    width = len((Path(folder) / "columns.txt").read_text().split("\n"))
    return np.fromfile(Path(folder) / name, dtype="<f4").reshape(-1, width)


def label(folder, gold):
    """The share of every block's words that the gold has, in the gold's order; what stands elsewhere counts by what is left of it."""
    out, weights, sites, sizes, articles = [], [], [], [], []
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
        articles.append(truth.get("type", "article") == "article")
    np.savez(Path(folder) / "labels.npz", share=np.array(out, np.float32), weight=np.array(weights, np.float32), sizes=np.array(sizes), sites=np.array(sites), articles=np.array(articles))
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


def page_report(folder, probability, thresholds):
    """The page metrics of keeping every block above a threshold; returns the pages' word F1 at the first one."""
    gold, docs = json.loads(gzip.open(EVAL / "gold.json.gz").read()), documents(folder)
    first = None
    for threshold in thresholds:
        at, rows_of = 0, []
        for document in docs:
            n = len(document["texts"])
            text = "\n".join(t for t, p in zip(document["texts"], probability[at:at + n]) if p >= threshold)
            truth = gold[document["id"]]
            rows_of.append((truth["type"], page_scores(truth["text"], text)))
            at += n
        first = first if first is not None else np.array([s[2] for _, s in rows_of])
        print(threshold, "articles", mean_scores([s for t, s in rows_of if t == "article"]), "all", mean_scores([s for _, s in rows_of]), flush=True)
    return first


def whole_report(work, probability):
    """The page metrics of the whole cleaner, given the second forest's word."""
    gold, word = json.loads(gzip.open(EVAL / "gold.json.gz").read()), work / "word.pages"
    probability.astype("<f4").tofile(word)
    subprocess.check_call([FEATURES, str(work / "c.pages"), "--second", str(word), str(work / "pages")])
    of = []
    for line in open(work / "c.pages" / "clean.jsonl"):
        document = json.loads(line)
        truth = gold[document["id"]]
        of.append((truth["type"], page_scores(truth["text"], "\n".join(filter(None, document["kept"])))))
    print("articles", mean_scores([s for t, s in of if t == "article"]), "all", mean_scores([s for _, s in of]), flush=True)


def line_report(work, names, probability, thresholds):
    """The line metrics of keeping every block above a threshold; returns the texts' word F1 at the first one."""
    at, first = 0, []
    for name in names:
        docs = documents(work / f"f.{name}")
        n = sum(len(d["texts"]) for d in docs)
        mine, at = probability[at:at + n], at + n
        gold = {d["id"]: d for d in map(json.loads, gzip.open(EVAL / f"lines-{name}.jsonl.gz", "rt"))}
        for threshold in thresholds:
            i, count, scores = 0, collections.Counter(), []
            for d in docs:
                kept, truth, mine_of = set(), gold[d["id"]], collections.Counter()
                for (a, b), p in zip(d["lines"], mine[i:i + len(d["texts"])]):
                    if p >= threshold:
                        kept |= set(range(a - 1, b))
                i += len(d["texts"])
                for j, (line, lab) in enumerate(zip(truth["lines"], truth["lab"])):
                    if lab >= 0:
                        mine_of[("tp" if lab else "fp") if j in kept else ("fn" if lab else "tn")] += len(WORD.findall(line))
                count += mine_of
                if threshold == thresholds[0]:
                    first.append(2 * mine_of["tp"] / max(1, 2 * mine_of["tp"] + mine_of["fp"] + mine_of["fn"]))
                scores.append(page_scores(truth["gold"], "\n".join(l for j, l in enumerate(truth["lines"]) if j in kept)))
            p, r = count["tp"] / (count["tp"] + count["fp"]), count["tp"] / (count["tp"] + count["fn"])
            print(name, threshold, "line words P %.4f R %.4f F1 %.4f" % (p, r, 2 * p * r / (p + r)), mean_scores(scores), flush=True)
    return np.array(first)


def fit(x, y, w, trees, parameters):
    import lightgbm
    return lightgbm.train(parameters, lightgbm.Dataset(x, y, weight=w), trees)


def out_of_fold(x, y, w, fold, trees, parameters):
    out = np.zeros(len(y), np.float32)
    for k in range(FOLDS):
        train = fold != k
        out[~train] = fit(x[train], y[train], w[train], trees, parameters).predict(x[~train])
    return out


def load(work, names):
    """Rows, labels, weights and folds of the blocks, the sizes of the documents, and which blocks are of articles."""
    x, share, weight, fold, sizes, articles = [], [], [], [], [], []
    for name in names:
        l = np.load(work / f"f.{name}" / "labels.npz")
        of_site = [int(hashlib.md5(f"{FOLD_SEED}{site}".encode()).hexdigest(), 16) % FOLDS for site in l["sites"]]
        x.append(rows(work / f"f.{name}"))
        share.append(l["share"])
        weight.append(l["weight"])
        fold.append(np.repeat(of_site, l["sizes"]))
        sizes.append(l["sizes"])
        articles.append(np.repeat(l["articles"], l["sizes"]))
    share, weight = np.concatenate(share), np.concatenate(weight)
    # A block that is half gold teaches little.
    return np.vstack(x), (share >= 0.5).astype(np.float32), weight * (np.abs(2 * share - 1) * 0.9 + 0.1), np.concatenate(fold), np.concatenate(sizes), np.concatenate(articles)


def around(work, names, opinion):
    """What the second model sees in addition, computed by the library."""
    out, at = [], 0
    for name in names:
        n = sum(len(d["texts"]) for d in documents(work / f"f.{name}"))
        opinion[at:at + n].astype("<f4").tofile(work / f"opinion.{name}")
        at += n
        subprocess.check_call([FEATURES, str(work / f"s.{name}"), "--first", str(work / f"opinion.{name}"), str(work / name)])
        out.append(rows(work / f"s.{name}"))
    return np.vstack(out)


def columns(folder):
    return (Path(folder) / "columns.txt").read_text().split("\n")


def without(x, names, keep):
    """Columns that are not wanted become constant: they are never split on, and the others keep their numbers."""
    x = x.copy()
    x[:, [i for i, name in enumerate(names) if not keep(name)]] = 0
    return x


# So many trees of the first forest of pages are asked alone; most blocks go by their word (see src/clean/model.rs).
GLANCE = 80


def weights(models, names, glance=0):
    """The bytes that src/clean/model.rs reads: names of the columns in use; of every tree the nodes, breadth first, the two
    children of a node side by side."""
    used = sorted({feature for model in models for feature in np.flatnonzero(model.feature_importance())})
    head = "\n".join(names[feature] for feature in used).encode()
    out = struct.pack("<H", len(head)) + head
    first, second = (model.dump_model()["tree_info"] for model in models)
    for trees in ([first[:glance], first[glance:], second] if glance else [first, second]):
        out += struct.pack("<H", len(trees))
        for tree in trees:
            queue, nodes = [tree["tree_structure"]], []
            for node in queue:
                if "split_feature" in node:
                    nodes.append((used.index(node["split_feature"]), len(queue), node["threshold"]))
                    queue += [node["left_child"], node["right_child"]]
                else:
                    nodes.append((0xFFFF, 0, node["leaf_value"]))
            out += struct.pack("<H", len(nodes)) + b"".join(struct.pack("<HHf", *node) for node in nodes)
    return out


def train(work, kind):
    work = Path(work)
    sets = ["pages"] if kind == "pages" else ["full", "left"]
    x, y, w, fold, sizes, articles = load(work, sets)
    names = columns(work / f"f.{sets[0]}")
    own = set(names[:names.index("index")])
    if kind == "text":
        words = np.maximum(x[:, names.index("words")], 1) ** 0.8
        w = words / words.mean()
        report = lambda p: line_report(work, sets, p, (0.4, 0.3, 0.35, 0.45, 0.5))
    else:
        report = lambda p: page_report(work / "f.pages", p, (0.4, 0.3, 0.5))
    rough, first, second = FORESTS[kind]
    opinion = out_of_fold(x, y, w, fold, *rough)
    print("first model, out of fold")
    scores = report(opinion)
    w = w * np.repeat(np.where(scores < DOUBTFUL, DOUBTFUL_WEIGHT, 1.0), sizes)
    opinion = out_of_fold(x, y, w, fold, *rough)
    print("first model, doubtful pages at a lower weight")
    report(opinion)
    if kind == "pages":
        w = w * np.where(articles & (np.abs(y - opinion) > CONTRADICTED), DOUBTFUL_WEIGHT, 1.0)
        opinion = out_of_fold(x, y, w, fold, *first)
        print("first model, contradicted blocks of articles at a lower weight")
        report(opinion)
    x2 = np.hstack([x, around(work, sets, opinion)])
    more = columns(work / f"s.{sets[0]}")
    x2 = without(x2, names + more, lambda n: (n in own or n in more) and (kind == "text" or n not in OF_THE_PAGE))  # what text lacks is constant already
    word = out_of_fold(x2, y, w, fold, *second)
    print("second model, out of fold")
    report(word)
    if kind == "pages":
        print("the whole cleaner, out of fold")
        whole_report(work, word)
    models = [fit(x, y, w, *first), fit(x2, y, w, *second)]
    (work / f"{kind}.bin").write_bytes(weights(models, names + more, GLANCE if kind == "pages" else 0))


if __name__ == "__main__":
    command, *rest = sys.argv[1:] or ["help"]
    if command == "label" and len(rest) == 2:
        label(*rest)
    elif command in ("pages", "text") and len(rest) == 1:
        train(rest[0], command)
    else:
        sys.exit(__doc__)
