# SPDX-License-Identifier: GPL-3.0-or-later
"""R4, R14, R18, R19: processes that misbehave, what keeps them in, and what that costs."""
import json
import os
import sqlite3
import statistics
import subprocess
import time

from stand import LETTERS, Stand, expect

REASONS = {
    "abort": "crash", "segfault": "crash", "exit": "crash", "fork-bomb": "crash", "close": "protocol", "exit-within-frame": "protocol",
    "short-frame": "protocol", "bad-magic": "protocol", "too-long": "protocol", "wrong-id": "protocol", "no-json": "protocol",
    "other-record": "protocol", "allocate": "memory", "hang": "timeout", "stop": "timeout", "children": "timeout",
    "spin": "timeout", "flood-frames": "timeout"}
"""Faults, and the reason that each must be given."""
SLOW = {"spin": 2, "flood-frames": 2, "hang": 24, "stop": 24, "children": 24}
"""How many of those that take their time, twice ten seconds each, the first two with a processor."""
FLOODS = ["flood-errors", "flood-output"]
"""A gibibyte of noise, and then an answer: no fault."""


class Workers(Stand):
    def R4(self):
        """1,000 faults of 18 kinds, each followed by a letter, with floods of 1 GiB between
        Target: one error each with its reason; the next letter unharmed; a start < 50 ms; 0 zombies, 0 orphans, descriptors flat"""
        count = self.sample(1000, 90)
        folder, output, worker = self.folder("in"), self.folder("o"), self.own_worker("fault-worker-4")
        kinds = [kind for kind in REASONS if kind not in SLOW]
        faults = [kind for kind, number in SLOW.items() for _ in range(self.sample(number, 2))]
        faults += [kinds[number % len(kinds)] for number in range(count - len(faults))]
        for number, fault in enumerate(faults):
            for name, text in (("a", f"fault:{fault} {number}"), ("b", f"letter {number}")):
                with open(f"{folder}/{number:04}{name}.pdf", "w") as file:
                    file.write(text)
        for number, flood in enumerate(FLOODS):
            with open(f"{folder}/flood-{number}.pdf", "w") as file:
                file.write(f"fault:{flood}")
        # Most of those that run out of time sleep meanwhile: many can at once.
        jobs = 48
        code, samples, zombies, _ = self.watched(self.command(folder, output, "--keep-going", worker=worker, jobs=jobs), every=0.2)
        expect(code == 1, f"ended with {code}")
        files = self.close(output)
        expect(files["ok"] == count + len(FLOODS) and files["failed"] == count, f"counts: {files}")
        wrong = []
        with open(f"{output}/failed.jsonl") as file:
            for line in file:
                row = json.loads(line)
                fault = faults[int(row["path"][:4])]
                if row["code"] != REASONS[fault]:
                    wrong.append(f"{fault}: {row['code']}")
        expect(not wrong, f"{len(wrong)} wrong reasons: {sorted(set(wrong))[:5]}")
        descriptors = [number for _, number in samples]
        # Two for each worker that is at work, and a few for what a run opens.
        expect(max(descriptors) <= 24 + 2 * jobs, f"descriptors grew: {descriptors[::20]}")
        left = self.running(worker)
        expect(not left, f"{len(left)} orphans")
        return (
            f"{count} faults, each its reason, {count} letters unharmed; at most {max(descriptors)} descriptors with {jobs} workers, "
            f"{zombies} of these just dead and not yet buried, 0 orphans; " + self.starts())

    def starts(self):
        """How long a worker takes to come up after a death. Others may need the machine meanwhile, so: the median of many small runs."""
        folder, slowest, deaths = self.folder("in"), [], 5
        for number in range(deaths):
            with open(f"{folder}/{number}.pdf", "w") as file:
                file.write(f"fault:abort {number}")
        for _ in range(21):
            output = self.folder("o")
            self.run(folder, output, "--keep-going", allowed=(1,))
            slowest.append(self.report(output)["startSeconds"])
        # The stand-in loads no rules; the worker that is shipped does, and is held to the same.
        letters, real = self.letters(1, "no letter {}"), []
        for _ in range(9):
            output = self.folder("o")
            self.run(letters, output, worker="griffier-worker", allowed=(1,))
            real.append(self.report(output)["startSeconds"])
        start, shipped = statistics.median(slowest), statistics.median(real)
        figure = (
            f"longest of {2 * deaths} starts after deaths {1000 * start:.0f} ms (median of {len(slowest)} runs), "
            f"of griffier-worker with its rules {1000 * shipped:.0f} ms (median of {len(real)})")
        expect(max(start, shipped) < 0.05, figure)
        return figure

    def R14(self):
        """the worker tries what it must not do; then each layer is taken away (strace)
        Target: all denied; with a layer missing a run says so and goes on, with --require-sandbox it stops"""
        done = subprocess.run([f"{self.bin}/griffier", "doctor"], capture_output=True, text=True)
        expect(done.returncode == 0, done.stdout)
        deeds = sum("worker may" in line for line in done.stdout.splitlines())
        folder = self.letters(1, "no letter {}")
        # The worker's calls of prctl: no new privileges, no dump, then the filter. That of the limits is refused by the first.
        missing = {
            "landlock": "landlock_create_ruleset:error=EOPNOTSUPP", "seccomp": "prctl:error=EINVAL:when=3",
            "limits": "prctl:error=EINVAL:when=1"}
        for layer, fault in missing.items():
            strace = ["strace", "-f", "-o", "/dev/null", "-e", f"inject={fault}"]
            run = strace + self.command(folder, self.folder("o"), worker="griffier-worker")
            degraded = subprocess.run(run, capture_output=True, text=True)
            expect(degraded.returncode == 1, f"without {layer}: ended with {degraded.returncode}: {degraded.stderr[-200:]}")
            expect("sandbox degraded" in degraded.stderr and layer in degraded.stderr, f"without {layer}: {degraded.stderr}")
            refused = subprocess.run(run + ["--require-sandbox"], capture_output=True, text=True)
            expect(refused.returncode == 69, f"without {layer}: --require-sandbox ended with {refused.returncode}")
            seen = subprocess.run(strace + [f"{self.bin}/griffier", "doctor"], capture_output=True, text=True)
            expect(seen.returncode == 69 and f"BAD sandbox: {layer}" in seen.stdout, f"without {layer}: {seen.stdout}")
        return f"{deeds} deeds, all denied; {len(missing)} layers taken away one by one: told, refused, and shown by doctor"

    def R18(self):
        """the letters of the corpus, 1,000 in all, in workers and in one process, in pairs
        Target: isolation costs at most 15 % more, of processor and of wall time (median of 5 pairs)"""
        names = [f"{LETTERS}/{name}" for name in sorted(os.listdir(LETTERS)) if name.endswith((".pdf", ".xml"))]
        count = self.sample(1000, 200)
        files = (names * (count // len(names) + 1))[:count]
        rounds = []
        for _ in range(self.sample(5, 1)):
            rounds.append([
                self.cost(f"{self.bin}/workbench", "records", *files),
                self.cost(f"{self.bin}/griffier", "extract", "--jobs", "1", *files)])
        cpu = sorted(isolated[0] / alone[0] for alone, isolated in rounds)[len(rounds) // 2]
        wall = sorted(isolated[1] / alone[1] for alone, isolated in rounds)[len(rounds) // 2]
        alone, isolated = rounds[-1]
        figure = (
            f"{count} letters: CPU {100 * (cpu - 1):+.1f} %, wall {100 * (wall - 1):+.1f} % (last pair: "
            f"{alone[0]:.2f} and {isolated[0]:.2f} s of CPU, {alone[1]:.2f} and {isolated[1]:.2f} s)")
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
        """a broken installation: a worker that ends, that is not there, that echoes, that lacks a library, that kills letter after letter
        Target: 75 (69 where the file is missing) within 5 s, nothing marked as failed"""
        folder, figures = self.letters(50), []
        lacking = f"{self.memory_scratch}/lacking"
        with open(lacking, "w") as file:
            file.write("#!/bin/sh\necho 'libpoppler-glib.so.8: cannot open shared object file' >&2\nexit 127\n")
        os.chmod(lacking, 0o755)
        dying = self.letters(50, "fault:segfault {}")
        for worker, letters in (
            ("/bin/false", folder), ("/nonexistent", folder), ("/bin/cat", folder), (lacking, folder), ("fault-worker", dying)):
            output = self.folder("o")
            begin = time.monotonic()
            done = subprocess.run(self.command(letters, output, worker=worker), capture_output=True, timeout=60)
            figures.append(time.monotonic() - begin)
            expect(done.returncode in (69, 75), f"{worker}: ended with {done.returncode}")
            expect(figures[-1] < 5, f"{worker}: {figures[-1]:.1f} s")
            if os.path.exists(f"{output}/ledger.sqlite"):
                database = sqlite3.connect(f"{output}/ledger.sqlite")
                marked = database.execute("SELECT count(*) FROM document WHERE status = 'failed'").fetchone()[0]
                database.close()
                expect(marked == 0, f"{worker}: {marked} marked as failed")
        return f"{len(figures)} kinds stopped after at most {max(figures):.1f} s, 0 marked"
