#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time search, register and exports on a folder of results, each figure beside its target.

    ledger_bench.py BIN OUTPUT [--queries 200] [--seed 1] [--part search|register|export ...]

Every call is a process of its own, as a person or a program makes it.  Queries are drawn from the letters' own words: words that stand in
nearly every section, middling and rare ones, beginnings of words, phrases, AND, OR and NOT, filters with words and alone.  Wall time is
what a user waits; CPU time beside it tells how much of that was the machine's other work.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

WORD = re.compile(r"[^\W\d_]{3,}")
SAMPLE = 20_000
SEARCH_TARGET, REGISTER_TARGET = 50, 1000
FAILED = []


def timed(command):
    """Milliseconds of wall and CPU time of a process, its exit code and the bytes it wrote."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return 1000 * wall, 1000 * cpu, done.returncode, len(done.stdout)


def rank(values, share):
    """The value below which so many hundredths lie, by nearest rank."""
    values = sorted(values)
    return values[min(len(values) - 1, max(0, -(-len(values) * share // 100) - 1))]


def row(name, figures, target=None):
    """`figures` are (label, milliseconds); the target holds for the wall time of each."""
    verdict = ""
    if target is not None:
        ok = all(value < target for label, value in figures if "cpu" not in label)
        verdict = f"  < {target} ms  {'holds' if ok else 'MISSED'}"
        if not ok:
            FAILED.append(name)
    print(f"{name:<44}" + "".join(f"  {label} {value:8.1f}" for label, value in figures) + verdict, flush=True)


def queries(output, count, generator):
    """Queries by kind, drawn from the sections of the results."""
    texts, offices, dossiers, years = [], collections.Counter(), collections.Counter(), set()
    with open(output / "sections.jsonl", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 7 == 0 and len(texts) < SAMPLE:
                texts.append(json.loads(line).get("text", ""))
    with open(output / "letters.jsonl", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 20:
                continue
            metadata = json.loads(line)["metadata"]
            years.add(metadata.get("date", "2020")[:4])
            dossiers.update(metadata.get("dossiers", []))
            offices.update(signatory["office"].split(" van ")[-1].split(" voor ")[-1] for signatory in metadata.get("signatories", []))
    found = collections.Counter()
    for text in texts:
        found.update(set(word.lower() for word in WORD.findall(text)))
    words = [word for word, _ in found.most_common()]
    common, middling, rare = words[:40], words[40:1500], words[1500:]
    offices, dossiers, years = sorted(offices), sorted(dossiers), sorted(years)
    pick = generator.choice

    def phrase():
        while True:
            tokens = pick(texts).split()
            if len(tokens) > 4:
                at = generator.randrange(len(tokens) - 3)
                wanted = [re.sub(r"[^\w-]", "", token) for token in tokens[at:at + generator.choice((2, 3))]]
                if all(wanted):
                    return '"' + " ".join(wanted) + '"'

    def month():
        return f"{pick(years)}-{generator.randint(1, 12):02}"

    kinds = {
        "word of nearly every section": lambda: pick(common),
        "middling word": lambda: pick(middling),
        "rare word": lambda: pick(rare),
        "several words": lambda: " ".join(pick(middling) for _ in range(3)),
        "beginning of a word": lambda: pick(middling)[:generator.randint(1, 4)] + "*",
        "phrase": phrase,
        "AND, OR, NOT": lambda: f"({pick(common)} OR {pick(middling)}) {pick(common)} NOT {pick(middling)}",
        "filter alone": lambda: pick([
            "status:open", "status:fulfilled", "kind:made", "kind:recalled", f"date:{pick(years)}", f"date:{month()}", f'office:"{pick(offices)}"',
            f"dossier:{pick(dossiers)}", f"status:open date:{pick(years)}", f'kind:motion office:"{pick(offices)}"']),
        "filter and words": lambda: pick([
            f"{pick(common)} status:open", f"{pick(middling)} date:{pick(years)}", f'{pick(common)} office:"{pick(offices)}"', f"{phrase()} kind:made",
            f"{pick(middling)[:3]}* dossier:{pick(dossiers)}", f"{pick(common)} date:..{pick(years)}"]),
        "words that no section has": lambda: pick(["zzyzx", "quuxwoord kamer", '"kamer zzyzx"']),
    }
    names = list(kinds)
    return [(names[i % len(names)], kinds[names[i % len(names)]]()) for i in range(count)]


def search(griffier, output, count, generator):
    walls, cpus, by_kind = [], [], collections.defaultdict(list)
    for kind, query in queries(output, count, generator):
        command = [griffier, "search", "--output", output, query]
        if generator.random() < 0.5:
            command.insert(2, "--json")
        wall, cpu, code, _ = timed(command)
        if code != 0:
            FAILED.append(query)
            print(f"exit code {code}: {query}")
        walls.append(wall)
        cpus.append(cpu)
        by_kind[kind].append((wall, cpu, query))
    for kind, found in by_kind.items():
        row(f"search, {kind}", [("median", rank([wall for wall, _, _ in found], 50)), ("most", max(wall for wall, _, _ in found)),
                                ("cpu", rank([cpu for _, cpu, _ in found], 50)), ("most cpu", max(cpu for _, cpu, _ in found))])
    row(f"search, {count} queries", [("median", rank(walls, 50)), ("p99", rank(walls, 99)), ("cpu median", rank(cpus, 50)),
                                     ("cpu p99", rank(cpus, 99))], SEARCH_TARGET)


def register(griffier, output):
    base = [griffier, "register", "--output", output]
    calls = {
        "register": [], "register --overdue": ["--overdue"], "register --due 30d": ["--due", "30d"], "register --all": ["--all"],
        "register --all --life": ["--all", "--life"], "register --all --as-of 2020-01-01": ["--all", "--as-of", "2020-01-01"],
        "register --office LNV": ["--office", "LNV"], "register --all --member Hoekman": ["--all", "--member", "Hoekman"],
        "register --all --subject monitor": ["--all", "--subject", "monitor"],
    } | {f"register --all --format {name}": ["--all", "--format", name] for name in ("jsonl", "csv", "ical", "ggm")}
    for name, arguments in calls.items():
        runs = sorted(timed(base + arguments)[:2] for _ in range(5))
        row(name, [("median", runs[2][0]), ("most", runs[-1][0]), ("cpu", rank([cpu for _, cpu in runs], 50))], REGISTER_TARGET)
    # Without what a run keeps: a new version, a folder that was copied without it.
    cache = output / "register.cache"
    runs = []
    for _ in range(5):
        cache.unlink(missing_ok=True)
        runs.append(timed(base)[:2])
    row("register, nothing kept", [("median", rank([wall for wall, _ in runs], 50)), ("cpu", rank([cpu for _, cpu in runs], 50))], REGISTER_TARGET)
    steps = [json.loads(line)["steps"][0]["id"] for line in subprocess.run(base + ["--format", "jsonl"], stdout=subprocess.PIPE).stdout.splitlines()[:5]]
    runs = []
    with tempfile.NamedTemporaryFile("w") as corrections:
        for step in steps:
            print(step, "wrong", file=corrections, flush=True)
            runs.append(timed(base + ["--corrections", corrections.name])[:2])
    timed(base)
    row("register, corrections just edited", [("median", rank([wall for wall, _ in runs], 50)), ("cpu", rank([cpu for _, cpu in runs], 50))],
        REGISTER_TARGET)


def export(griffier, output):
    with tempfile.TemporaryDirectory() as folder:
        for name in ("opensearch", "postgres", "jsonl", "csv"):
            target = pathlib.Path(folder) / name
            wall, cpu, code, _ = timed([griffier, "export", name, "--output", output, "--to", target])
            if code != 0:
                FAILED.append(f"export {name}")
            size = sum(file.stat().st_size for file in target.rglob("*") if file.is_file()) if target.exists() else 0
            row(f"export {name}, {size / 1e6:.0f} MB, exit {code}", [("wall", wall), ("cpu", cpu)])
            shutil.rmtree(target, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", action="append", choices=["search", "register", "export"])
    arguments = parser.parse_args()
    griffier, parts = arguments.bin / "griffier", arguments.part or ["search", "register", "export"]
    letters = sum(1 for _ in open(arguments.output / "letters.jsonl", "rb"))
    print(f"{letters} letters, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; milliseconds")
    if "search" in parts:
        search(griffier, arguments.output, arguments.queries, random.Random(arguments.seed))
    if "register" in parts:
        register(griffier, arguments.output)
    if "export" in parts:
        export(griffier, arguments.output)
    if FAILED:
        sys.exit("missed or failed: " + ", ".join(FAILED))


if __name__ == "__main__":
    main()
