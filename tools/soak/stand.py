# SPDX-License-Identifier: GPL-3.0-or-later
"""What every row stands on: folders of letters, runs over them, and what is looked up of processes."""
import json
import os
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LETTERS = os.path.join(ROOT, "corpora/kamerbrieven/letters")
SHARED_MEMORY = "/dev/shm"


class Missed(Exception):
    """A target that was not met."""


def expect(condition, message):
    if not condition:
        raise Missed(message)


class Stand:
    def __init__(self, options):
        self.bin = os.path.realpath(options.bin)
        self.hostile_files = options.hostile
        self.quick = options.quick
        self.scratch = tempfile.mkdtemp(prefix="griffier-soak-")
        # What is small and synced thousands of times lies in memory, where a sync costs nothing: faults are made by the shim.
        place = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
        self.memory_scratch = tempfile.mkdtemp(prefix="griffier-soak-", dir=place)
        for folder in (self.scratch, self.memory_scratch):
            os.chmod(folder, 0o755)
        self.pipeline = os.path.join(self.memory_scratch, "p.yaml")
        with open(self.pipeline, "w") as file:
            # What is written here is read at once.
            file.write("version: 1\ninput: .\noutput: none\nsettle: 0\n")
        self.closed, self.opened_accounts = 0, 0
        self.results = {}

    def sample(self, whole, part):
        return part if self.quick else whole

    # Folders

    def folder(self, name="f", large=False):
        return tempfile.mkdtemp(prefix=name + "-", dir=self.scratch if large else self.memory_scratch)

    def letters(self, count, text="letter {}"):
        folder = self.folder("in")
        for number in range(count):
            self.letter(folder, number, text.format(number))
        return folder

    @staticmethod
    def letter(folder, number, text):
        os.makedirs(f"{folder}/{number % 100:02}", exist_ok=True)
        with open(f"{folder}/{number % 100:02}/{number}.pdf", "w") as file:
            file.write(text)

    def copy(self, folder):
        target = self.folder("o")
        shutil.copytree(folder, target, dirs_exist_ok=True)
        return target

    # Runs

    def command(self, folder, output, *more, worker="fault-worker", jobs=1):
        return [
            f"{self.bin}/griffier", "run", self.pipeline, "--input", folder, "--output", output, "--quiet", "--jobs", str(jobs),
            "--worker", worker if "/" in worker else f"{self.bin}/{worker}", *more]

    def run(self, folder, output, *more, worker="fault-worker", jobs=1, env=None, allowed=(0,), timeout=600, **options):
        environment = dict(os.environ, **(env or {}))
        done = subprocess.run(
            self.command(folder, output, *more, worker=worker, jobs=jobs), env=environment, capture_output=True, timeout=timeout,
            **options)
        expect(done.returncode in allowed, f"ended with {done.returncode}: {done.stderr.decode(errors='replace')[-200:]}")
        if done.returncode in (0, 1):
            self.close(output)
        return done

    def watched(self, command, every=0.05):
        """Runs a command to its end. Gives its exit code and what was seen now and then: memory and descriptors; the most zombies at a time;
        the most memory of a child, by the name of its program."""
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        samples, zombies, largest = [], 0, {}
        while True:
            try:
                process.wait(every)
                return process.returncode, samples, zombies, largest
            except subprocess.TimeoutExpired:
                pass
            try:
                samples.append((self.memory(process.pid), len(os.listdir(f"/proc/{process.pid}/fd"))))
                children = self.children(process.pid)
                zombies = max(zombies, sum(self.state(child) == "Z" for child in children))
                for child in children:
                    name = os.path.basename(os.readlink(f"/proc/{child}/exe"))
                    largest[name] = max(largest.get(name, 0), self.memory(child))
            except OSError:
                pass

    def close(self, output):
        """The accounts of a run that came to its end add up."""
        with open(f"{output}/run.json") as file:
            files = json.load(file)["files"]
        closes = files["seen"] == sum(n for key, n in files.items() if key != "seen")
        self.opened_accounts += not closes
        expect(closes, f"the accounts do not close: {files}")
        self.closed += 1
        return files

    @staticmethod
    def report(output):
        with open(f"{output}/run.json") as file:
            return json.load(file)

    @staticmethod
    def tables(output):
        found = {}
        for name in sorted(os.listdir(output)) if os.path.isdir(output) else []:
            if name.endswith(".jsonl"):
                with open(f"{output}/{name}", "rb") as file:
                    found[name] = file.read()
        return found

    @staticmethod
    def told(output):
        """What someone holds who took every change feed in order."""
        held, folder = {}, f"{output}/changes"
        names = [name for name in os.listdir(folder) if name[0] != "."] if os.path.isdir(folder) else []
        for name in sorted(names, key=lambda name: int(name.split(".")[0])):
            with open(f"{folder}/{name}", encoding="utf-8") as file:
                for line in file:
                    change = json.loads(line)
                    if change["change"] == "delete":
                        held.pop(change["sha256"], None)
                    else:
                        held[change["sha256"]] = change["path"]
        return held

    def recovers(self, folder, output, expected, what):
        """Another run, undisturbed, gives the tables and feeds of one that was never disturbed."""
        self.run(folder, output)
        self.agrees(output, expected, what)

    def agrees(self, output, expected, what):
        """Tables and feeds are those of a run that was never disturbed, and nothing unfinished is left."""
        expect(self.tables(output) == expected, f"{what}: the tables differ")
        letters = {}
        for line in expected["letters.jsonl"].splitlines():
            source = json.loads(line)["source"]
            letters[source["sha256"]] = source["path"]
        expect(self.told(output) == letters, f"{what}: the change feeds do not add up to the tables")
        left = [name for _, _, names in os.walk(output) for name in names if name.endswith(".unfinished")]
        expect(not left, f"{what}: {left} are left")

    # Faults

    def shim(self, **settings):
        return dict({"LD_PRELOAD": f"{self.bin}/libfault-shim.so"}, **settings)

    def ten(self):
        """Ten letters, a ledger that knows six of them with their tables, and the tables of all ten."""
        if "ten" not in self.results:
            folder, six, whole = self.letters(6), self.folder("six"), self.folder("whole")
            self.run(folder, six)
            for number in range(6, 10):
                self.letter(folder, number, f"letter {number}")
            self.run(folder, whole)
            self.results["ten"] = folder, six, self.tables(whole)
        return self.results["ten"]

    # Processes

    @staticmethod
    def memory(pid):
        """Resident bytes of a process; 0 when it is gone."""
        try:
            with open(f"/proc/{pid}/statm") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError, ValueError):
            return 0

    @staticmethod
    def children(parent):
        found = []
        for task in os.listdir(f"/proc/{parent}/task"):
            with open(f"/proc/{parent}/task/{task}/children") as file:
                found += [int(pid) for pid in file.read().split()]
        return found

    @staticmethod
    def state(pid):
        try:
            with open(f"/proc/{pid}/stat") as file:
                return file.read().rsplit(") ", 1)[1][0]
        except (OSError, IndexError):
            return ""

    def own_worker(self, name):
        """A copy of the worker that misbehaves, whose processes are told by their file."""
        path = f"{self.memory_scratch}/{name}"
        shutil.copy(f"{self.bin}/fault-worker", path)
        return path

    @staticmethod
    def running(path):
        """The processes of a program that live."""
        found = []
        for pid in os.listdir("/proc"):
            try:
                if pid.isdigit() and os.readlink(f"/proc/{pid}/exe") == path:
                    found.append(int(pid))
            except OSError:
                pass
        return found
