#!/usr/bin/env python3
"""whole_program.py FOLDER [--rounds 5] [--queries 20] : the whole program against floors and peers, in one interleaved run.

FOLDER holds HTML pages (documentation packages of the distribution serve well: `apt-get install python3-doc`, then
/usr/share/doc/python3/html). Only its pages are taken, copied side by side, so that all read the same bytes. Prints CPU time (user+sys, medians) and
ratios; wall time where it says so. Needs only Python; builds the release program and `examples/floors.rs` first.

Peers are run where they are installed, and named where they are missing:
  ripgrep      apt-get install ripgrep
  sqlite3      Python's own module, FTS5 over the pages' text
  recoll       apt-get install recollcmd
  omega        apt-get install xapian-omega xapian-tools     (omindex, quest)
  pagefind     npm install -g pagefind
"""
import argparse, html.parser, json, os, platform, resource, shutil, sqlite3, statistics, subprocess, sys, tempfile, time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("folder", type=Path)
ap.add_argument("--rounds", type=int, default=5)
ap.add_argument("--queries", type=int, default=20)
a = ap.parse_args()


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_data(self, data):
        self.parts.append(data)


def sqlite_index(path):
    db = sqlite3.connect(path)
    db.execute("create virtual table pages using fts5(path, text, tokenize='porter')")
    for page in sorted(a.folder.rglob("*.htm*")):
        parser = Text()
        parser.feed(page.read_text(errors="replace"))
        db.execute("insert into pages values (?, ?)", (str(page), " ".join(parser.parts)))
    db.commit()


if os.environ.get("BENCH_SQLITE"):  # this script as its own peer process
    sqlite_index(os.environ["BENCH_SQLITE"])
    sys.exit()

subprocess.run(["cargo", "build", "--release", "--bin", "rolesearch", "--example", "floors"], cwd=HERE, check=True)
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target"))
out = next(p.parent for p in [*TARGET.glob("*/release/rolesearch"), TARGET / "release/rolesearch"] if p.is_file())
BIN, FLOORS = str(out / "rolesearch"), str(out / "examples/floors")
WORK = Path(tempfile.mkdtemp(prefix="rolesearch-bench-"))
FOLDER = str(WORK / "pages")
for page in sorted(a.folder.resolve().rglob("*.htm*")):
    copy = Path(FOLDER) / page.relative_to(a.folder.resolve())
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(page, copy)
WORDS = "default value"


def used():
    """CPU seconds of all children so far."""
    u = resource.getrusage(resource.RUSAGE_CHILDREN)
    return u.ru_utime + u.ru_stime


def cpu(args, env=None):
    """CPU seconds and wall seconds of one run."""
    before, start = used(), time.perf_counter()
    done = subprocess.run(args, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
    if done.returncode not in (0, 1):
        sys.exit(f"{args[0]}: exit code {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}")
    return used() - before, time.perf_counter() - start


def fresh(name):
    path = WORK / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return str(path)


def recoll(name):
    home = fresh(name)
    Path(home, "recoll.conf").write_text(f"topdirs = {FOLDER}\nloglevel = 1\n")
    return ["recollindex", "-c", home]


ingest = {
    "cat": lambda: ["sh", "-c", f"find '{FOLDER}' -type f -exec cat {{}} +"],
    "scraper parse": lambda: [FLOORS, "parse", FOLDER],
    "plain pipeline": lambda: [FLOORS, "pipeline", FOLDER, fresh("plain")],
    "rolesearch ingest --jobs 1": lambda: [BIN, "ingest", FOLDER, "--index", fresh("one"), "--jobs", "1"],
    "rolesearch ingest": lambda: [BIN, "ingest", FOLDER, "--index", fresh("all")],
    "rolesearch clean": lambda: [BIN, "clean", "--format", "json", FOLDER],
}
query = {
    "/bin/true": ["/bin/true"],
    "rolesearch query": [BIN, "query", WORDS, "--index", str(WORK / "all"), "--corpus", FOLDER],
}
missing = []
if shutil.which("recollindex"):
    ingest["recoll"] = lambda: recoll("recoll")
    query["recollq"] = ["recollq", "-c", str(WORK / "recoll"), WORDS]
else:
    missing.append("recoll")
if shutil.which("omindex"):
    ingest["omega"] = lambda: ["omindex", "--db", fresh("omega") + "/db", "--url", "/", FOLDER]
    query["quest"] = ["quest", "--db", str(WORK / "omega/db"), WORDS]
else:
    missing.append("omega")
if shutil.which("pagefind"):
    ingest["pagefind"] = lambda: ["pagefind", "--site", FOLDER, "--output-path", fresh("pagefind")]
else:
    missing.append("pagefind")
if shutil.which("rg"):
    query["ripgrep"] = ["rg", "-c", WORDS, FOLDER]
else:
    missing.append("ripgrep")
ingest["sqlite fts5 (Python)"] = lambda: [sys.executable, __file__, FOLDER]

size = sum(p.stat().st_size for p in Path(FOLDER).rglob("*") if p.is_file())
print(f"{platform.machine()}, {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}; {a.folder}: {size / 1e6:.0f} MB of HTML; {a.rounds} rounds, interleaved")
seen = {name: [] for name in ingest}
for _ in range(a.rounds):
    for name, command in ingest.items():
        shutil.rmtree(WORK / "fts.db", ignore_errors=True)
        Path(WORK / "fts.db").unlink(missing_ok=True)
        seen[name].append(cpu(command(), {"BENCH_SQLITE": str(WORK / "fts.db")} if name.startswith("sqlite") else None))
floor = statistics.median(c for c, _ in seen["scraper parse"])
print(f"\n{'ingest':<28} {'CPU s':>8} {'x parse':>8} {'wall s':>8}")
for name, runs in seen.items():
    c, w = statistics.median(c for c, _ in runs), statistics.median(w for _, w in runs)
    print(f"{name:<28} {c:8.3f} {c / floor:8.2f} {w:8.3f}")

# What a person does after the first ingest: nothing changed, and one page more. The floor is a walk that asks for every size.
again = [BIN, "ingest", FOLDER, "--index", str(WORK / "all")]
cpu(again)
walk, same, more = [], [], []
for round in range(a.rounds):
    walk.append(cpu(["find", FOLDER, "-type", "f", "-size", "+1G"])[0])
    same.append(cpu(again)[0])
    Path(FOLDER, f"one-more-{round}.html").write_text(f"<h1>One more</h1><p>The {round + 2}th officer signs what the others have read. " * 9)
    more.append(cpu(again)[0])
walk, same, more = map(statistics.median, (walk, same, more))
print(f"\nnothing changed: {same * 1e3:.1f} ms CPU, {same / walk:.2f} times find asking for sizes; one page more: {more * 1e3:.1f} ms")
seen = {name: [] for name in query}
for _ in range(a.rounds):
    for name, command in query.items():
        seen[name].append(statistics.mean(cpu(command)[0] for _ in range(a.queries)))
floor = statistics.median(seen["/bin/true"])
print(f"\n{'a fresh query':<28} {'CPU ms':>8} {'x true':>8}")
for name, runs in seen.items():
    c = statistics.median(runs)
    print(f"{name:<28} {c * 1e3:8.2f} {c / floor:8.2f}")
index = sum(p.stat().st_size for p in Path(WORK / "all/current").resolve().rglob("*") if p.is_file())
text = subprocess.run([BIN, "passages", "--format", "json", "--index", str(WORK / "all")], capture_output=True, text=True).stdout
text = sum(len(json.loads(line)["text"].encode()) for line in text.splitlines())
print(f"\nindex {index / 1e6:.1f} MB, {index / text:.2f} times the text of its passages" + (f"; missing peers: {', '.join(missing)}" if missing else ""))
shutil.rmtree(WORK)
