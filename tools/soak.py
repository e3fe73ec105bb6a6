#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs griffier under what goes wrong in years of nights, and prints a line a test: figure, target, verdict.

    tools/soak.py --bin .build/debug [--hostile FOLDER] [--quick] [R5 R6 ...]

Needs the executables, fault-worker and libfault-shim.so in one folder (swift build --build-tests). Exits with 1 when a target
is missed. A row that cannot run on this machine says so and counts as missed.
"""
import argparse
import csv
import gzip
import hashlib
import html.parser
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOSTILE = os.path.join(ROOT, "tools/hostile.tsv")
LETTERS = os.path.join(ROOT, "corpora/kamerbrieven/letters")


class Missed(Exception):
    """A target that was not met."""


def expect(condition, message):
    if not condition:
        raise Missed(message)


class PageChecker(html.parser.HTMLParser):
    """Counts elements and notes whatever could act: scripts, handlers, frames, links that are not to the web or within the page."""

    def __init__(self):
        super().__init__()
        self.count, self.active, self.policy, self.text = 0, [], False, ""

    def handle_starttag(self, tag, attrs):
        self.count += 1
        if tag in ("script", "iframe", "object", "embed", "base", "form", "img", "svg", "link"):
            self.active.append(tag)
        for key, value in attrs:
            value = value or ""
            if key.startswith("on") or key in ("src", "srcset", "style", "srcdoc"):
                self.active.append(f"{tag} {key}")
            if key == "href" and not value.startswith(("http://", "https://", "#")):
                self.active.append(f"{tag} {value}")
            self.policy |= key == "content" and "default-src 'none'" in value

    def handle_data(self, data):
        self.text += data


class Soak:
    def __init__(self, options):
        self.bin = os.path.abspath(options.bin)
        self.hostile = options.hostile
        self.quick = options.quick
        self.scratch = tempfile.mkdtemp(prefix="griffier-soak-")
        self.closed = 0

    # Folders and runs

    def folder(self, name=None):
        return tempfile.mkdtemp(prefix=(name or "f") + "-", dir=self.scratch)

    def letters(self, count, text="letter {}"):
        folder = self.folder("in")
        for number in range(count):
            os.makedirs(f"{folder}/{number % 100:02}", exist_ok=True)
            with open(f"{folder}/{number % 100:02}/{number}.pdf", "w") as file:
                file.write(text.format(number))
        return folder

    def command(self, folder, output, *more, worker="fault-worker", jobs=1):
        pipeline = os.path.join(self.scratch, "p.yaml")
        if not os.path.exists(pipeline):
            with open(pipeline, "w") as file:
                # What is written here is read at once.
                file.write("version: 1\ninput: .\noutput: none\nsettle: 0\n")
        return [
            f"{self.bin}/griffier", "run", pipeline, "--input", folder, "--output", output, "--quiet", "--jobs", str(jobs),
            "--worker", worker if "/" in worker else f"{self.bin}/{worker}", *more]

    def run(self, folder, output, *more, worker="fault-worker", jobs=1, env=None, allowed=(0,), timeout=600):
        environment = dict(os.environ, **(env or {}))
        done = subprocess.run(
            self.command(folder, output, *more, worker=worker, jobs=jobs), env=environment, capture_output=True, timeout=timeout)
        expect(done.returncode in allowed, f"ended with {done.returncode}: {done.stderr.decode(errors='replace')[-200:]}")
        if done.returncode in (0, 1):
            self.close(output)
        return done

    def close(self, output):
        """The accounts of a run that came to its end add up."""
        with open(f"{output}/run.json") as file:
            files = json.load(file)["files"]
        expect(files["seen"] == sum(n for key, n in files.items() if key != "seen"), f"the accounts do not close: {files}")
        self.closed += 1
        return files

    @staticmethod
    def tables(output):
        found = {}
        for name in sorted(os.listdir(output)) if os.path.isdir(output) else []:
            if name.endswith(".jsonl"):
                with open(f"{output}/{name}", "rb") as file:
                    found[name] = file.read()
        return found

    def told(self, output):
        """What someone holds who took every change feed in order."""
        held, folder = {}, f"{output}/changes"
        names = [name for name in os.listdir(folder) if name[0] != "."] if os.path.isdir(folder) else []
        for name in sorted(names, key=lambda name: int(name.split(".")[0])):
            for line in open(f"{folder}/{name}", encoding="utf-8"):
                change = json.loads(line)
                if change["change"] == "delete":
                    held.pop(change["sha256"], None)
                else:
                    held[change["sha256"]] = change["path"]
        return held

    def recovers(self, folder, output, expected, what):
        self.run(folder, output)
        expect(self.tables(output) == expected, f"{what}: the tables differ")
        letters = {}
        for line in expected["letters.jsonl"].splitlines():
            source = json.loads(line)["source"]
            letters[source["sha256"]] = source["path"]
        expect(self.told(output) == letters, f"{what}: the change feeds do not add up to the tables")
        left = [name for _, _, names in os.walk(output) for name in names if name.endswith(".unfinished")]
        expect(not left, f"{what}: {left} are left")

    def shim(self, **settings):
        return dict({"LD_PRELOAD": f"{self.bin}/libfault-shim.so"}, **settings)

    def ten(self):
        """Ten letters, a ledger that knows six of them with their tables, and the tables of all ten."""
        folder, six = self.letters(6), self.folder("six")
        self.run(folder, six)
        for number in range(6, 10):
            os.makedirs(f"{folder}/{number:02}", exist_ok=True)
            with open(f"{folder}/{number:02}/{number}.pdf", "w") as file:
                file.write(f"letter {number}")
        whole = self.folder("whole")
        self.run(folder, whole)
        count = f"{self.scratch}/count"
        output = self.copy(six)
        self.run(folder, output, env=self.shim(GRIFFIER_FAULT_COUNT=count))
        return folder, six, self.tables(whole), os.path.getsize(count)

    def copy(self, folder):
        target = self.folder("o")
        shutil.copytree(folder, target, dirs_exist_ok=True)
        return target

    def everyCall(self, kinds, allowed):
        folder, six, expected, calls = self.ten()
        old, points = self.tables(six), 0
        for kind in kinds:
            for number in range(1, calls + 1, 9 if self.quick else 1):
                for start in (six, None):
                    output = self.copy(start) if start else self.folder("o")
                    self.run(folder, output, env=self.shim(GRIFFIER_FAULT=f"{kind}:{number}"), allowed=allowed)
                    for name, table in self.tables(output).items():
                        whole = table == expected[name] or (start and table == old[name])
                        expect(whole, f"{kind} {number}: {name} is half a table")
                    self.recovers(folder, output, expected, f"{kind} {number}")
                    shutil.rmtree(output)
                    points += 1
        return f"{points} runs, {calls} calls each"

    # The rows

    def R1(self):
        "130 hostile files among ordinary letters: every file accounted for"
        folder, ordinary = self.mixed()
        output = self.folder("o")
        begin = time.monotonic()
        process = subprocess.Popen(
            self.command(folder, output, worker="griffier-worker", jobs=2), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        rss = 0
        while process.poll() is None:
            rss = max(rss, self.memory(process.pid))
            time.sleep(0.05)
        seconds, code = time.monotonic() - begin, process.returncode
        expect(code in (0, 1), f"ended with {code}")
        files = self.close(output)
        expect(files["seen"] == len(os.listdir(folder)), "not every file was seen")
        expect(rss < 300 << 20, f"the parent took {rss >> 20} MB")
        expect(seconds < 300, f"took {seconds:.0f} s")
        with open(f"{output}/run.json") as file:
            report = json.load(file)
        expect(report["overrunSeconds"] < 1, f"a document was {report['overrunSeconds']} s past its deadline")
        counts = ", ".join(f"{n} {key}" for key, n in files.items() if n)
        return (
            f"{counts}; {seconds:.0f} s, parent {rss >> 20} MB, longest try {report['slowestSeconds']:.1f} s, "
            f"{1000 * report['overrunSeconds']:.0f} ms past its deadline at most")

    @staticmethod
    def memory(pid):
        """Resident bytes of a process; 0 when it is gone."""
        try:
            with open(f"/proc/{pid}/statm") as file:
                return int(file.read().split()[1]) * 4096
        except (OSError, IndexError, ValueError):
            return 0

    def mixed(self):
        expect(self.hostile and os.path.isdir(self.hostile), "no folder of hostile files (--hostile)")
        folder, ordinary = self.folder("mixed"), self.folder("ordinary")
        for name in sorted(os.listdir(self.hostile)):
            if name.endswith((".pdf", ".xml")):
                shutil.copy(f"{self.hostile}/{name}", folder)
        for name in sorted(os.listdir(LETTERS)):
            if name.endswith((".pdf", ".xml")):
                # Spread among the others in the order of names.
                spread = hashlib.sha256(name.encode()).hexdigest()[:4] + name
                shutil.copy(f"{LETTERS}/{name}", f"{folder}/{spread}")
                shutil.copy(f"{LETTERS}/{name}", f"{ordinary}/{spread}")
        return folder, ordinary

    def R2(self):
        "the same files three times: byte-identical, each hostile one as tools/hostile.tsv expects"
        folder, _ = self.mixed()
        seen = set()
        for jobs in (1, 2, 3):
            output = self.folder("o")
            self.run(folder, output, worker="griffier-worker", jobs=jobs, allowed=(0, 1))
            seen.add(hashlib.sha256(repr(self.tables(output)).encode()).hexdigest())
        expect(len(seen) == 1, f"{len(seen)} different results")
        with open(HOSTILE, encoding="utf-8") as file:
            expected = dict(line.rstrip("\n").split("\t", 1) for line in file if not line.startswith("#"))
        found = self.verdicts(output)
        wrong = [f"{name}: {found.get(name)}, not {verdict}" for name, verdict in expected.items() if found.get(name) != verdict]
        expect(not wrong, f"{len(wrong)} of {len(expected)} verdicts differ: {'; '.join(wrong[:5])}")
        return f"3 runs, --jobs 1, 2, 3, identical; {len(expected)} verdicts as expected"

    def verdicts(self, output):
        """What became of each hostile file: its outcome and the codes of its warnings, or why it gave no record."""
        found = {}
        with open(f"{output}/letters.jsonl", encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                codes = sorted({warning["code"] for warning in record["warnings"]})
                partial = {"page-lost", "page-unreadable"} & set(codes)
                found[record["source"]["path"]] = f"{'partial' if partial else 'ok'}\t{' '.join(codes)}"
        with open(f"{output}/failed.jsonl", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                found[row["path"]] = f"failed\t{row['code']}" + (f" {row['page']}" if "page" in row else "")
        return {name: verdict for name, verdict in found.items() if os.path.exists(f"{self.hostile}/{name}")}

    def expectations(self):
        """Writes tools/hostile.tsv anew: to be read before it is believed."""
        folder, _ = self.mixed()
        output = self.folder("o")
        self.run(folder, output, worker="griffier-worker", jobs=1, allowed=(0, 1))
        with open(HOSTILE, "w", encoding="utf-8") as file:
            file.write("# file\toutcome\tcodes of warnings, or reason and page: written by tools/soak.py --expect\n")
            for name, verdict in sorted(self.verdicts(output).items()):
                file.write(f"{name}\t{verdict}\n")

    def R3(self):
        "ordinary letters among hostile ones: records byte-identical"
        folder, ordinary = self.mixed()
        alone, among = self.folder("o"), self.folder("o")
        self.run(ordinary, alone, worker="griffier-worker", jobs=2, allowed=(0, 1))
        self.run(folder, among, worker="griffier-worker", jobs=2, allowed=(0, 1))
        lines = set(self.tables(among)["letters.jsonl"].splitlines())
        own = self.tables(alone)["letters.jsonl"].splitlines()
        expect(own and all(line in lines for line in own), "a record differs")
        return f"{len(own)} records identical"

    def R4(self):
        "1,000 worker deaths among ordinary letters: one error each, no zombie, no descriptor"
        kinds = ["abort", "segfault", "exit", "close", "exit-within-frame", "bad-magic", "too-long", "wrong-id", "no-json"]
        count = 50 if self.quick else 500
        folder = self.folder("in")
        # One in 21 letters: with more than one in 20 the run would take the installation for broken.
        for number in range(count):
            for letter in range(20):
                with open(f"{folder}/{number:04}-{letter:02}.pdf", "w") as file:
                    file.write(f"letter {number} {letter}")
            with open(f"{folder}/{number:04}-fault.pdf", "w") as file:
                file.write(f"fault:{kinds[number % len(kinds)]} {number}")
        output = self.folder("o")
        process = subprocess.Popen(self.command(folder, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        fds, zombies = [], 0
        while process.poll() is None:
            try:
                fds.append(len(os.listdir(f"/proc/{process.pid}/fd")))
                zombies = max(zombies, self.zombies(process.pid))
            except OSError:
                pass
            time.sleep(0.05)
        files = self.close(output)
        expect(files["ok"] == 20 * count and files["failed"] == count, f"counts: {files}")
        expect(max(fds) - fds[len(fds) // 4] <= 8, f"descriptors from {fds[len(fds) // 4]} to {max(fds)}")
        # One may be seen between its death and its burial.
        expect(zombies <= 1, f"{zombies} zombies")
        return f"{2 * count} deaths, {20 * count} letters unharmed, at most {max(fds)} descriptors, {zombies} zombie at a time"

    @staticmethod
    def zombies(parent):
        found = 0
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open(f"/proc/{name}/stat") as file:
                        fields = file.read().rsplit(") ", 1)[1].split()
                    found += fields[1] == str(parent) and fields[0] == "Z"
                except (OSError, IndexError):
                    pass
        return found

    def R5(self):
        "200 kills at random moments"
        folder, whole = self.letters(100), self.folder("whole")
        begin = time.monotonic()
        self.run(folder, whole)
        span = time.monotonic() - begin
        expected, rng, kills, rounds = self.tables(whole), random.Random(5), 0, 0
        while kills < (20 if self.quick else 200):
            output = self.folder("o")
            rounds += 1
            for _ in range(5):
                process = subprocess.Popen(self.command(folder, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(rng.uniform(0.01, span))
                process.kill()
                killed = process.wait() == -signal.SIGKILL
                kills += killed
                for name, table in self.tables(output).items():
                    expect(table == expected[name], f"{name} is half a table")
            self.recovers(folder, output, expected, f"after {kills} kills")
            shutil.rmtree(output)
        return f"{kills} kills in {rounds} rounds: nothing lost or doubled, tables and feeds equal"

    def R6(self):
        "a kill at every call that changes a file"
        return self.everyCall(["kill"], (-signal.SIGKILL, 0))

    def R7(self):
        "loss of power after every call: what was not synced is gone, or a random part of it"
        folder, six, expected, _ = self.ten()
        output, log = self.folder("o"), f"{self.scratch}/log"
        self.run(folder, output, env=self.shim(GRIFFIER_FAULT_LOG=log))
        with open(log, "rb") as file:
            data = file.read()
        at, rng, files, states, committed, resumed = 0, random.Random(7), {}, 0, 0, 0
        wal = f"{output}/ledger.sqlite-wal"
        while at < len(data):
            end = data.index(b"\n", at)
            what, path, number, length = data[at:end].decode().split("\t")
            payload = data[end + 1:end + 1 + int(length)]
            at = end + 1 + int(length)
            if not path.startswith(output):
                continue
            # now, safe, writes since the last sync
            entry = files.setdefault(path, [b"", b"", []]) if what != "unlink" else files.pop(path, None)
            if what == "write":
                entry[0] = self.patched(entry[0], int(number), payload)
                entry[2].append((int(number), payload))
            elif what == "sync":
                entry[1], entry[2] = entry[0], []
            elif what == "truncate":
                entry[0], entry[1] = entry[0][:int(number)], entry[1][:int(number)]
            elif what == "rename":
                files[payload.decode()] = files.pop(path)
            for chance in (0.0, 0.5):
                state = self.folder("power")
                for name, (_, safe, pending) in files.items():
                    if os.path.isdir(name):
                        continue
                    for place, written in pending:
                        if rng.random() < chance:
                            safe = self.patched(safe, place, written)
                    target = state + name[len(output):]
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                    with open(target, "wb") as file:
                        file.write(safe)
                held = self.records(state)
                expect(held >= committed, f"call {states // 2}: {committed} letters were committed, {held} are left")
                for name, table in self.tables(state).items():
                    expect(table == expected[name], f"call {states // 2}: {name} is half a table")
                states += 1
                if states % (23 if self.quick else 5) == 0:
                    self.recovers(folder, state, expected, f"call {states // 2}")
                    resumed += 1
                shutil.rmtree(state)
            if what == "sync" and path in (wal, f"{output}/ledger.sqlite"):
                state = self.folder("power")
                for name in ("ledger.sqlite", "ledger.sqlite-wal"):
                    if f"{output}/{name}" in files:
                        with open(f"{state}/{name}", "wb") as file:
                            file.write(files[f"{output}/{name}"][0])
                committed = max(committed, self.records(state))
                shutil.rmtree(state)
        expect(committed == 10, f"the log commits {committed} letters")
        return f"{states} states whole, {resumed} of them run to the end: equal"

    @staticmethod
    def patched(content, place, data):
        content = content.ljust(place, b"\0")
        return content[:place] + data + content[place + len(data):]

    @staticmethod
    def records(folder):
        path = f"{folder}/ledger.sqlite"
        if not os.path.exists(path) or os.path.getsize(path) == 0 and not os.path.exists(path + "-wal"):
            return 0
        database = sqlite3.connect(path)
        try:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
            expect(answer == "ok", f"the ledger is damaged: {answer}")
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'document'").fetchone():
                return 0
            return database.execute("SELECT count(*) FROM document WHERE record IS NOT NULL").fetchone()[0]
        finally:
            database.close()

    def R8(self):
        "a disk that is full at every 64 KiB up to 4 MiB: exit 74, what was published is intact"
        folder, six, rest = self.letters(10), self.folder("six"), []
        self.run(folder, six)
        old = self.tables(six)
        for number in range(10, 60):
            with open(f"{folder}/{number % 100 // 10:02}/{number}.pdf", "w") as file:
                file.write(f"letter {number} " + "x" * 20000)
        whole = self.folder("whole")
        self.run(folder, whole)
        expected = self.tables(whole)
        mount = self.folder("mount")
        probe = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", mount], capture_output=True)
        expect(probe.returncode == 0, "no tmpfs in a user namespace here")
        codes = {}
        for step in range(3, 65, 8 if self.quick else 1):
            result = self.folder("result")
            run = " ".join(f"'{word}'" for word in self.command(folder, mount))
            script = (
                f"mount -t tmpfs -o size={step * 64}k none {mount} && cp -r {six}/. {mount}/ || exit 99; {run}; code=$?;"
                f"cp -r {mount}/. {result}/; exit $code")
            code = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, timeout=120).returncode
            codes[code] = codes.get(code, 0) + 1
            if code == 99:
                continue
            expect(code in (0, 73, 74), f"{step * 64} KiB: ended with {code}")
            for name, table in self.tables(result).items():
                good = expected[name] if code == 0 else old[name]
                expect(table == good, f"{step * 64} KiB: {name} was touched")
            self.recovers(folder, result, expected, f"{step * 64} KiB")
            shutil.rmtree(result)
        expect(codes.get(74, 0) > 0, f"the disk was never full: {codes}")
        told = ", ".join(f"{n} times {code}" for code, n in sorted(codes.items()) if code != 99)
        return f"{told}; all resumed to equal tables"

    def R9(self):
        "EIO, EINTR, a short write and a full disk at every call"
        return self.everyCall(["eio", "eintr", "short", "enospc"], (0, 73, 74))

    def R10(self):
        "ten starts at once: one works, nine end with 75; a killed holder frees the lock"
        folder = self.letters(3)
        with open(f"{folder}/0.pdf", "w") as file:
            file.write("fault:spin")
        output = self.folder("o")
        holder = subprocess.Popen(self.command(folder, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1.5)
        begin = time.monotonic()
        others = [
            subprocess.Popen(self.command(folder, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(9)]
        codes = [other.wait() for other in others]
        seconds = time.monotonic() - begin
        holder.kill()
        holder.wait()
        expect(codes == [75] * 9, f"ended with {codes}")
        os.remove(f"{folder}/0.pdf")
        self.run(folder, output)
        return f"9 times 75 in {1000 * seconds:.0f} ms together; the lock was free at once"

    def R11(self):
        "a zoo of files, as an ordinary user: all accounted for, nothing outside the folder opened"
        folder, output = self.letters(2), self.folder("o")
        outside = self.folder("outside")
        with open(f"{outside}/secret.pdf", "w") as file:
            file.write("letter of another folder")
        os.symlink("/etc/passwd", f"{folder}/link.pdf")
        os.symlink(f"{outside}/secret.pdf", f"{folder}/link2.pdf")
        os.symlink("nothing", f"{folder}/dangling.pdf")
        os.symlink(folder, f"{folder}/loop")
        os.symlink(outside, f"{folder}/way-out")
        os.mkfifo(f"{folder}/pipe.pdf")
        unix = socket.socket(socket.AF_UNIX)
        unix.bind(f"{folder}/socket.pdf")
        skipped, refused = 5, 2
        if os.geteuid() == 0:
            os.mknod(f"{folder}/null.pdf", stat.S_IFCHR | 0o666, os.makedev(1, 3))
            os.mknod(f"{folder}/disk.pdf", stat.S_IFBLK | 0o666, os.makedev(7, 0))
            skipped += 2
        os.mkdir(f"{folder}/folder.pdf")
        open(f"{folder}/empty.pdf", "w").close()
        names = [
            b"n" * 251 + b".pdf", b"\xff\xfe.pdf", b"a\nb.pdf", b"\x1b[31m.pdf", b"..%2f.pdf", "\u00e9.pdf".encode(),
            "e\u0301.pdf".encode(), b"CASE.pdf", b"case.pdf", b".hidden.pdf", b"=cmd.pdf", b"<script>.pdf"]
        for name in names:
            with open(folder.encode() + b"/" + name, "wb") as file:
                file.write(b"letter " + name.hex().encode())
        os.mkdir(f"{folder}/many")
        many = 1000 if self.quick else 10000
        for number in range(many):
            with open(f"{folder}/many/{number}.pdf", "w") as file:
                file.write(f"one of many {number}")
        os.truncate(os.open(f"{folder}/sparse.pdf", os.O_CREAT | os.O_WRONLY), 10 << 30)
        for name in ("closed.pdf", "closed/a.pdf"):
            os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
            with open(f"{folder}/{name}", "w") as file:
                file.write("not for everybody")
        trace = self.folder("trace")
        os.chmod(trace, 0o777)
        command = self.traced(self.command(folder, output), f"{trace}/t")
        if os.geteuid() == 0:
            # Mode 000 means nothing to root.
            subprocess.run(["chown", "-R", "-h", "65534:65534", folder, output], check=True)
            os.chmod(self.scratch, 0o755)
            command = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] + command
        os.chmod(f"{folder}/closed.pdf", 0)
        os.chmod(f"{folder}/closed", 0)
        refused += 2
        done = subprocess.run(command, capture_output=True, timeout=600)
        unix.close()
        os.chmod(f"{folder}/closed", 0o755)
        expect(done.returncode == 1, f"ended with {done.returncode}: {done.stderr[-300:]}")
        files = self.close(output)
        expect(b"\x1b" not in done.stderr and b"root:" not in b"".join(self.tables(output).values()), "something leaked")
        # Beside links, pipes, sockets and devices two names that begin with a dot; nothing, too much and what is closed.
        expect(files["skipped"] == skipped + 2 and files["refused"] == refused, f"{files}")
        expect(files["ok"] == len(names) - 2 + 2 + many, f"{files}")
        with open(f"{output}/letters.jsonl", "rb") as file:
            lines = file.read().split(b"\n")
        expect(len(lines) == files["ok"] + 1, "a name broke a line")
        opened, strangers = self.opened(f"{trace}/t", folder, output)
        expect(not strangers, f"opened outside the folder: {sorted(strangers)[:5]}")
        return (
            f"{files['seen']} seen, {files['ok']} ok, {files['skipped']} skipped, {files['refused']} refused; "
            f"{opened} files opened (strace), none outside but the system's own")

    def traced(self, command, log):
        """The command under strace, which writes down every file that is opened and every connection."""
        expect(shutil.which("strace"), "strace is not on this machine")
        return ["strace", "-f", "-y", "--seccomp-bpf", "-e", "trace=open,openat,openat2,creat,connect,sendto", "-o", log] + command

    def opened(self, log, *allowed):
        """How many files were opened, and those that lie neither in `allowed` nor are the system's."""
        system = ("/usr/", "/lib", "/proc/", "/sys/", "/dev/null", "/dev/urandom", "/dev/shm/", self.bin, "/opt/")
        single = {"/etc/ld.so.cache", "/etc/localtime", "/etc/nsswitch.conf", f"{self.scratch}/p.yaml"}
        count, strangers = 0, set()
        with open(log, encoding="utf-8", errors="replace") as file:
            for line in file:
                found = re.search(r" = \d+<(.*)>$", line.rstrip())
                if not found or "connect(" in line or "sendto(" in line:
                    continue
                path = found.group(1)
                count += 1
                if not path.startswith(system + allowed + ("/etc/fonts", "/var/cache/fontconfig")) and path not in single:
                    strangers.add(path)
        return count, strangers

    def R12(self):
        "files that change while they are read: a record is of the bytes that were hashed"
        folder, stop, checked = self.folder("in"), threading.Event(), 0

        def write():
            number = 0
            while not stop.is_set():
                number += 1
                with open(f"{folder}/{number % 20}.pdf", "w") as file:
                    file.write(f"letter {number} " + "y" * (number % 3000))

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for _ in range(5 if self.quick else 50):
                output = self.folder("o")
                self.run(folder, output, allowed=(0, 1))
                for line in self.tables(output)["letters.jsonl"].splitlines():
                    record = json.loads(line)
                    own = hashlib.sha256(record["text"].encode()).hexdigest()
                    expect(own == record["source"]["sha256"], "a record of other bytes")
                    checked += 1
        finally:
            stop.set()
            writer.join()
        return f"{checked} records, each of the bytes its hash names"

    def R13(self):
        "XXE: no byte of a canary in any output, no connection, no file outside opened"
        folder, output, secret = self.folder("in"), self.folder("o"), f"canary{random.Random().getrandbits(64):x}"
        canary = f"{self.scratch}/canary"
        with open(canary, "w") as file:
            file.write(secret)
        listener, calls = socket.create_server(("127.0.0.1", 0)), []
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        body = "<officiele-publicatie><kamerstuk><p>&x;</p></kamerstuk></officiele-publicatie>"
        attacks = [
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{canary}">]>{body}',
            f'<!DOCTYPE a SYSTEM "file://{canary}">{body}',
            f'<!DOCTYPE a [<!ENTITY % p SYSTEM "file://{canary}"> %p;]>{body}',
            f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file://{canary}" parse="text"/></a>',
            f'<?xml-stylesheet href="file://{canary}"?><a/>',
            '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
                f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(10)) + f"]>{body}"]
        net = f"http://127.0.0.1:{port}/{secret}"
        attacks += [attack.replace(f"file://{canary}", net) for attack in attacks if canary in attack]
        attacks.append(f'<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{net}"/>')
        for number, attack in enumerate(attacks):
            with open(f"{folder}/{number}.xml", "w") as file:
                file.write('<?xml version="1.0"?>' + attack)
            with open(f"{folder}/{number}-gz.xml", "wb") as file:
                file.write(gzip.compress(('<?xml version="1.0"?>' + attack).encode()))
        trace = f"{self.scratch}/trace13"
        done = subprocess.run(
            self.traced(self.command(folder, output, worker="griffier-worker"), trace), capture_output=True, timeout=300)
        expect(done.returncode in (0, 1), f"ended with {done.returncode}")
        self.close(output)
        try:
            calls.append(listener.accept())
        except TimeoutError:
            pass
        listener.close()
        expect(not calls, "somebody called the listener")
        opened, strangers = self.opened(trace, folder, output)
        expect(not strangers, f"opened: {sorted(strangers)[:5]}")
        with open(trace, encoding="utf-8", errors="replace") as file:
            expect(not any("AF_INET" in line for line in file), "a connection was tried")
        for top, _, names in os.walk(output):
            for name in names:
                with open(f"{top}/{name}", "rb") as file:
                    expect(secret.encode() not in file.read(), f"the canary is in {name}")
        expect(secret.encode() not in done.stdout + done.stderr, "the canary is in the log")
        return f"{len(attacks)} attacks, each plain and gzipped: 0 canary bytes, 0 connections, {opened} files opened, none foreign"

    def R14(self):
        "the worker tries what it must not do"
        done = subprocess.run([f"{self.bin}/griffier", "doctor"], capture_output=True, text=True)
        expect(done.returncode == 0, done.stdout)
        return f"{sum('worker may' in line for line in done.stdout.splitlines())} deeds, all denied"

    def R15(self):
        "payloads in names and texts: as many lines as records, nothing that acts on a terminal"
        folder, output = self.folder("in"), self.folder("o")
        payloads = ["<script>alert(1)</script>", "=1+1", "a\u2028b", "\u202etxt", "\x1b]0;x\x07", "x\ty", "'\"`$(id)"]
        for number, payload in enumerate(payloads):
            with open(f"{folder}/{number}.pdf", "w") as file:
                file.write("fault:none" if number == 0 else "letter")
            name = payload.replace("/", "_")
            with open(f"{folder}/{name}.pdf", "w") as file:
                file.write(f"fault:{number}")
        done = self.run(folder, output, "--log-format", "json", allowed=(1,))
        log = done.stderr.decode()
        expect(not any(ord(c) < 0x20 and c != "\n" or c in "\u2028\u202e" for c in log), "the log acts on a terminal")
        for line in log.splitlines():
            json.loads(line)
        for name, table in self.tables(output).items():
            text = table.decode()
            expect(len(text.splitlines()) == text.count("\n"), f"{name}: a line breaks for naive readers")
        page, cells = self.injected()
        return (
            f"{len(log.splitlines())} log lines, all JSON; lines = records in every table; "
            f"page of {page} elements without script or handler; {cells} CSV cells, none a formula")

    def injected(self):
        """Letters whose title, office, name and promises are payloads, as page and as tables for a spreadsheet."""
        folder, output, to = self.folder("in"), self.folder("o"), self.folder("csv")
        with open(f"{LETTERS}/twin-letter.xml", encoding="utf-8") as file:
            model = file.read()
        payloads = [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "=HYPERLINK(\"http://x\")", "+1+1",
            "-2+3", "@SUM(1)", "javascript:alert(1)", "\t=1", "]]>", "'\"`$(id)", "{{7*7}}", "\u202etxt\u2028"]
        for number, payload in enumerate(payloads):
            safe = payload.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            text = model.replace("Een hoofdlijnenbrief", f"{safe} Een brief over {safe}").replace("per brief", f"per {safe} brief")
            text = text.replace("Structuur van de uitvoering werk en inkomen", safe).replace(
                "De minister van Sociale Zaken en Werkgelegenheid,", f"{safe} De minister van {safe},").replace("G.H.J.", safe)
            with open(f"{folder}/{number}{payload.replace('/', '_')}.xml", "w", encoding="utf-8") as file:
                file.write(text)
        self.run(folder, output, worker="griffier-worker")
        page = f"{self.scratch}/report.html"
        for command in (["export", "csv", "--output", output, "--to", to], ["report", "--output", output, "--to", page]):
            done = subprocess.run([f"{self.bin}/griffier"] + command, capture_output=True, timeout=60)
            expect(done.returncode == 0, f"{command[0]} ended with {done.returncode}: {done.stderr[-200:]}")
        checker = PageChecker()
        with open(page, encoding="utf-8") as file:
            checker.feed(file.read())
        expect(not checker.active, f"the page holds {checker.active[:3]}")
        expect(checker.policy, "the page has no content security policy")
        expect("alert(1)" in checker.text, "no payload reached the page")
        cells, payload = 0, 0
        for top, _, names in os.walk(to):
            for name in names:
                if name.endswith(".csv"):
                    with open(f"{top}/{name}", newline="", encoding="utf-8-sig") as file:
                        for row in csv.reader(file):
                            cells += len(row)
                            payload += any("SUM(1)" in cell for cell in row)
                            expect(not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row), f"{name}: {row}")
        expect(payload, "no payload reached a cell")
        return checker.count, cells


    def R16(self):
        "20,000 letters: flat memory and descriptors"
        count = 2000 if self.quick else 20000
        folder, output = self.papers(count), self.folder("o")
        process = subprocess.Popen(
            self.command(folder, output, worker="griffier-worker", jobs=2), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        samples, zombies, largest = [], 0, 0
        while process.poll() is None:
            try:
                with open(f"/proc/{process.pid}/statm") as file:
                    samples.append((int(file.read().split()[1]) * 4096, len(os.listdir(f"/proc/{process.pid}/fd"))))
                zombies = max(zombies, self.zombies(process.pid))
                largest = max([largest] + [self.memory(worker) for worker in self.children(process.pid)])
            except (OSError, IndexError, ValueError):
                pass
            time.sleep(0.2)
        self.close(output)
        tenth = samples[len(samples) // 10:]
        growth = max(memory for memory, _ in tenth) - tenth[0][0]
        expect(growth < 20 << 20, f"memory grew by {growth >> 20} MB")
        expect(max(fds for _, fds in tenth) - tenth[0][1] <= 8, "descriptors grew")
        expect(zombies <= 1, f"{zombies} zombies")
        expect(largest < 128 << 20, f"a worker took {largest >> 20} MB")
        user = os.times().children_user + os.times().children_system
        begin = time.monotonic()
        self.run(folder, output, worker="griffier-worker")
        seconds, user = time.monotonic() - begin, os.times().children_user + os.times().children_system - user
        with open(f"{output}/run.json") as file:
            expect(json.load(file)["readNow"] == 0, "the second run read letters")
        return (
            f"{growth >> 20} MB growth after a tenth of {count} papers, workers up to {largest >> 20} MB, "
            f"at most {max(fds for _, fds in samples)} descriptors, {zombies} zombie at a time; "
            f"second run {seconds:.2f} s, {user:.2f} s of CPU, 0 read")

    def papers(self, count):
        """Ordinary papers in XML, no two of one text."""
        folder, models = self.folder("in"), []
        for name in sorted(os.listdir(LETTERS)):
            if name.endswith(".xml"):
                with open(f"{LETTERS}/{name}", encoding="utf-8") as file:
                    models.append(file.read())
        for number in range(count):
            os.makedirs(f"{folder}/{number % 100:02}", exist_ok=True)
            with open(f"{folder}/{number % 100:02}/{number}.xml", "w", encoding="utf-8") as file:
                file.write(models[number % len(models)].replace(".</al>", f". Volgnummer {number}.</al>"))
        return folder

    @staticmethod
    def children(parent):
        found = []
        for task in os.listdir(f"/proc/{parent}/task"):
            with open(f"/proc/{parent}/task/{task}/children") as file:
                found += [int(pid) for pid in file.read().split()]
        return found

    def R17(self):
        "mutants of ordinary letters: every one accounted for"
        rng, folder, output = random.Random(17), self.folder("in"), self.folder("o")
        seeds = [name for name in sorted(os.listdir(LETTERS)) if name.endswith((".pdf", ".xml"))]
        count = 100 if self.quick else 2450
        for number in range(count):
            name = seeds[number % len(seeds)]
            with open(f"{LETTERS}/{name}", "rb") as file:
                content = bytearray(file.read())
            kind = number // len(seeds) % 5
            if kind == 0:
                content = content[:rng.randrange(1, len(content))]
            elif kind == 1:
                for _ in range(20):
                    content[rng.randrange(len(content))] = rng.randrange(256)
            elif kind == 2:
                start = rng.randrange(len(content))
                del content[start:start + rng.randrange(1, 2000)]
            elif kind == 3:
                start = rng.randrange(len(content))
                content[start:start] = content[start:start + 500] * 5
            else:
                start = rng.randrange(len(content))
                content[start:start + 64] = bytes(rng.randrange(256) for _ in range(64))
            with open(f"{folder}/{number:04}-{name}", "wb") as file:
                file.write(content)
        self.run(folder, output, worker="griffier-worker", jobs=2, allowed=(0, 1), timeout=3600)
        files = self.close(output)
        expect(files["seen"] == count, f"{files}")
        return ", ".join(f"{n} {key}" for key, n in files.items() if n)

    def R18(self):
        "what isolation costs over the same work in one process"
        names = [f"{LETTERS}/{name}" for name in sorted(os.listdir(LETTERS)) if name.endswith((".pdf", ".xml"))]
        count = 200 if self.quick else 1000
        files = (names * (count // len(names) + 1))[:count]
        rounds = []
        for _ in range(1 if self.quick else 5):
            rounds.append([
                self.cost(f"{self.bin}/workbench", "records", *files),
                self.cost(f"{self.bin}/griffier", "extract", "--jobs", "1", *files)])
        cpu = sorted(isolated[0] / alone[0] for alone, isolated in rounds)[len(rounds) // 2]
        wall = sorted(isolated[1] / alone[1] for alone, isolated in rounds)[len(rounds) // 2]
        alone, isolated = rounds[-1]
        figure = (
            f"{count} letters: CPU {100 * (cpu - 1):+.0f} %, wall {100 * (wall - 1):+.0f} % (median of {len(rounds)} pairs; last: "
            f"{alone[0]:.1f} and {isolated[0]:.1f} s of CPU, {alone[1]:.1f} and {isolated[1]:.1f} s)")
        expect(cpu <= 1.15 and wall <= 1.15, figure)
        return figure

    @staticmethod
    def cost(*command):
        """Seconds of CPU, workers included, and of wall time."""
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        expect(process.returncode in (0, 65), f"{command[0]} ended with {process.returncode}")
        return usage.ru_utime + usage.ru_stime, time.monotonic() - begin

    def R19(self):
        "a broken installation: 75 within 5 s, nothing marked as failed"
        folder, figures = self.letters(50), []
        for worker in ("/bin/false", "/nonexistent", "/bin/cat"):
            output = self.folder("o")
            begin = time.monotonic()
            done = subprocess.run(self.command(folder, output, worker=worker), capture_output=True, timeout=60)
            figures.append(time.monotonic() - begin)
            expect(done.returncode in (69, 75), f"{worker}: ended with {done.returncode}")
            expect(figures[-1] < 5, f"{worker}: {figures[-1]:.1f} s")
            if os.path.exists(f"{output}/ledger.sqlite"):
                database = sqlite3.connect(f"{output}/ledger.sqlite")
                marked = database.execute("SELECT count(*) FROM document WHERE status = 'failed'").fetchone()[0]
                database.close()
                expect(marked == 0, f"{worker}: {marked} marked as failed")
        return f"stopped after at most {max(figures):.1f} s, 0 marked"

    def R20(self):
        "the accounts of every run of this table close"
        if not self.closed:
            self.run(self.letters(3), self.folder("o"))
        return f"{self.closed} runs closed"

    def R21(self):
        "signals, locale and time zone"
        folder, slowest = self.letters(30), 0.0
        usual, other = self.folder("o"), self.folder("o")
        self.run(folder, usual, env={"LC_ALL": "C.UTF-8", "TZ": "UTC"})
        self.run(folder, other, env={"LC_ALL": "C", "TZ": "Pacific/Kiritimati"})
        expect(self.tables(usual) == self.tables(other), "tables depend on locale or time zone")
        with open(f"{folder}/0.pdf", "w") as file:
            file.write("fault:spin")
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            output = self.folder("o")
            process = subprocess.Popen(self.command(folder, output), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            time.sleep(1)
            begin = time.monotonic()
            process.send_signal(number)
            told = process.communicate()[1]
            slowest = max(slowest, time.monotonic() - begin)
            expect(process.returncode == 128 + number, f"signal {number}: ended with {process.returncode}")
            expect(b"the same command goes on from there" in told, "nothing says how to resume")
        expect(slowest < 2, f"{slowest:.1f} s")
        with open(f"{folder}/0.pdf", "w") as file:
            file.write("fault:hang")
        still, jumping = self.folder("o"), self.folder("o")
        self.run(folder, still, allowed=(1,))
        begin = time.monotonic()
        self.run(folder, jumping, env=self.shim(GRIFFIER_FAULT_CLOCK="86400"), allowed=(1,))
        seconds = time.monotonic() - begin
        expect(self.tables(still) == self.tables(jumping), "tables depend on the clock")
        # Two tries of ten seconds.
        expect(19 < seconds < 25, f"the deadlines of a letter that hangs took {seconds:.1f} s while the clock jumped")
        return (
            f"same bytes in any locale, zone and with a clock that jumps by a day to and fro ten times a second; "
            f"two deadlines of 10 s took {seconds:.1f} s; stopped within {slowest:.2f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", default=os.path.join(ROOT, ".build/debug"))
    parser.add_argument("--hostile", default=os.path.join(os.path.dirname(ROOT), "shared/corpora/hostile"))
    parser.add_argument("--quick", action="store_true", help="a sample of each test")
    parser.add_argument("--expect", action="store_true", help="write tools/hostile.tsv anew")
    parser.add_argument("rows", nargs="*", help="R1 to R21; all by default")
    options = parser.parse_args()
    soak, missed = Soak(options), 0
    try:
        if options.expect:
            return soak.expectations()
        for row in options.rows or [f"R{number}" for number in range(1, 22)]:
            test = getattr(soak, row)
            begin = time.monotonic()
            try:
                figure, verdict = test(), "holds"
            except (Missed, subprocess.SubprocessError, OSError, ValueError, IndexError, KeyError) as error:
                figure, verdict = str(error) or repr(error), "MISSED"
                missed += 1
            print(f"| {row} | {test.__doc__} | {figure} | {verdict} | {time.monotonic() - begin:.0f} s |", flush=True)
    finally:
        shutil.rmtree(soak.scratch, ignore_errors=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
