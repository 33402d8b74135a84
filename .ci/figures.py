#!/usr/bin/env python3
"""figures.py SHARED : measures the program with the scorers of SHARED and fails where a figure is below its floor.

The floors lie a little under what was last measured (the README and docs/ have those), so that a real loss is seen and
noise is not. Standard library only; cargo knows where the release build is, and that it is of these sources.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(sys.argv[1])
GOLD, EVAL = SHARED / "gold", SHARED / "eval"
failed = 0


def run(*args, feed=None):
    done = subprocess.run([str(a) for a in args], input=feed, capture_output=True)
    if done.returncode not in (0, 1):
        sys.exit(f"figures: {' '.join(map(str, args))}: exit code {done.returncode}\n{done.stderr.decode()[-2000:]}")
    return done.stdout


def rolesearch(*args):
    return run("cargo", "run", "--release", "--quiet", "--", *args)


def score(script, *args, feed=None):
    return run(sys.executable, script, *args, feed=feed).decode()


def figure(name, pattern, text, floor):
    global failed
    found = re.search(pattern, text)
    value = float(found[1]) if found else -1.0
    low = value < floor
    failed += low
    print(f"figures: {name:<34} {value:.4f}  floor {floor:.4f}{'  TOO LOW' if low else ''}")


with tempfile.TemporaryDirectory() as work:
    index = f"{work}/index"

    out = score(GOLD / "scorer.py", "clean", "-", feed=rolesearch("clean", "--format", "json", "corpus"))
    figure("five articles, lines F1", r"lines .*F1 ([\d.]+)", out, 0.98)
    figure("five articles, words F1", r"words .*F1 ([\d.]+)", out, 0.985)

    rolesearch("ingest", "corpus", "--index", index)
    out = score(GOLD / "scorer.py", "roles", "-", feed=rolesearch("passages", "--format", "json", "--index", index))
    figure("five articles, about F1", r"about .*F1 ([\d.]+)", out, 0.96)
    figure("five articles, primary", r"primary\s+([\d.]+)", out, 0.95)

    rolesearch("eval", "--index", index, "--queries", GOLD / "queries.dev.tsv", "--qrels", GOLD / "qrels.dev.txt", "--run-out", f"{work}/run")
    figure("five articles, nDCG@10", r"nDCG@10 ([\d.]+)", score(GOLD / "scorer.py", "ndcg", f"{work}/run"), 0.87)

    for kind, words, shingles in (("full", 0.90, 0.87), ("left", 0.93, 0.87)):
        run(sys.executable, EVAL / "clean/score.py", "unpack", f"{work}/{kind}", kind)
        out = score(EVAL / "clean/score.py", "lines", "-", kind, feed=rolesearch("clean", "--format", "json", f"{work}/{kind}"))
        figure(f"text, {kind}, words F1", r"words .*F1 ([\d.]+)", out, words)
        figure(f"text, {kind}, shingles F1", r"shingles .*F1 ([\d.]+)", out, shingles)

    run(sys.executable, EVAL / "clean/score.py", "unpack", f"{work}/pages")
    out = score(EVAL / "clean/score.py", "pages", "-", feed=rolesearch("clean", "--format", "json", f"{work}/pages"))
    figure("pages, articles, shingles F1", r"article .*F1 ([\d.]+)   word", out, 0.94)
    figure("pages, articles, words F1", r"article .*word F1 ([\d.]+)", out, 0.94)
    figure("pages, all, words F1", r"all .*word F1 ([\d.]+)", out, 0.90)

    for name, floor in (("feedbackqa-valid", 0.60), ("scifact-train", 0.66)):
        data = EVAL / "rank" / name
        rolesearch("ingest", data / "docs.jsonl", "--index", f"{work}/{name}")
        out = rolesearch("eval", "--index", f"{work}/{name}", "--by", "article", "--format", "json", "--queries", data / "queries.tsv", "--qrels", data / "qrels.txt").decode()
        figure(f"{name}, nDCG@10", r'"ndcg10":([\d.]+)', out, floor)

sys.exit(1 if failed else 0)
