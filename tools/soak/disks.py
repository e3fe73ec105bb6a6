# SPDX-License-Identifier: GPL-3.0-or-later
"""R6, R7, R8, R9: calls that fail, disks that are full, power that goes."""
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess

from stand import Stand, expect

STEP = 64 << 10


class Inode:
    """A file as a disk would hold it: what was written, what is safe, and the changes in between."""

    def __init__(self, content=b""):
        self.content, self.safe, self.pending = content, content, []

    def change(self, change):
        self.content = self.apply(self.content, change)
        self.pending.append(change)

    def sync(self):
        self.safe, self.pending = self.content, []

    def after(self, chance, rng):
        """What is left when the power goes: what is safe, and some of what is not, as it happens to have reached the disk."""
        left = self.safe
        for change in self.pending:
            if rng.random() < chance:
                left = self.apply(left, change)
        return left

    @staticmethod
    def apply(content, change):
        place, data = change
        if data is None:
            return content[:place].ljust(place, b"\0")
        content = content.ljust(place, b"\0")
        return content[:place] + data + content[place + len(data):]


class Disk:
    """Names and files, replayed from the log of the shim. A name is safe once its folder was synced, whatever became of the file."""

    def __init__(self, root):
        self.names, self.safe, self.pending = {}, {}, []
        for top, _, files in os.walk(root):
            for name in files:
                with open(f"{top}/{name}", "rb") as file:
                    self.names[f"{top}/{name}"] = Inode(file.read())
        self.safe = dict(self.names)
        self.folders = {root} | {os.path.join(top, name) for top, names, _ in os.walk(root) for name in names}

    def replay(self, what, path, number, data):
        if what == "open":
            if path not in self.names:
                self.names[path] = Inode()
                self.name(os.path.dirname(path), path, self.names[path])
            elif number:
                self.names[path].change((0, None))
        elif what == "write":
            self.names[path].change((number, data))
        elif what == "truncate":
            self.names[path].change((number, None))
        elif what == "mkdir":
            self.folders.add(path.rstrip("/"))
            self.name(os.path.dirname(path.rstrip("/")), path.rstrip("/"), "folder")
        elif what == "unlink":
            self.names.pop(path, None)
            self.name(os.path.dirname(path), path, None)
        elif what == "rename":
            to = data.decode()
            self.names[to] = self.names.pop(path)
            self.name(os.path.dirname(to), to, self.names[to], path)
        elif what == "sync" and path in self.folders:
            kept = []
            for change in self.pending:
                (self.settle if change[0] == path else kept.append)(change)
            self.pending = kept
        elif what == "sync":
            self.names[path].sync()

    def name(self, folder, path, inode, before=None):
        self.pending.append((folder, path, inode, before))

    def settle(self, change):
        self.put(self.safe, change)

    @staticmethod
    def put(names, change):
        _, path, inode, before = change
        if before:
            names.pop(before, None)
        if inode is None:
            names.pop(path, None)
        else:
            names[path] = inode

    def after(self, chance, rng, root, target):
        """Writes down what is left when the power goes."""
        names = dict(self.safe)
        for change in self.pending:
            if rng.random() < chance:
                self.put(names, change)
        for path, inode in names.items():
            if inode == "folder":
                os.makedirs(target + path[len(root):], exist_ok=True)
                continue
            # A name below a folder that was lost is lost with it.
            above = os.path.dirname(path)
            if above != root and names.get(above) != "folder" and above not in self.begun:
                continue
            os.makedirs(os.path.dirname(target + path[len(root):]), exist_ok=True)
            with open(target + path[len(root):], "wb") as file:
                file.write(inode.after(chance, rng))

    begun = frozenset()


class Disks(Stand):
    def everyCall(self, kinds, allowed):
        """Lets each call go wrong, of a run over four new letters and of a first run over ten, until there is none left."""
        folder, six, expected = self.ten()
        old, points, last = self.tables(six), 0, {}
        count = f"{self.memory_scratch}/count"
        for kind in kinds:
            for start in (six, None):
                number = 0
                while True:
                    number += self.sample(1, 9)
                    output = self.copy(start) if start else self.folder("o")
                    what = f"{kind} {number}"
                    fault = self.shim(GRIFFIER_FAULT=f"{kind}:{number}", GRIFFIER_FAULT_COUNT=count)
                    done = self.run(folder, output, env=fault, allowed=allowed)
                    for name, table in self.tables(output).items():
                        whole = table == expected[name] or (start and table == old[name])
                        # A letter that could not be read is missing, and told in failed.jsonl; nothing else is.
                        if done.returncode == 1 and name != "failed.jsonl":
                            lines, before = set(table.splitlines()), set(old[name].splitlines()) if start else set()
                            whole = before <= lines <= set(expected[name].splitlines())
                        expect(whole or done.returncode == 1 and name == "failed.jsonl", f"{what}: {name} is half a table")
                    if done.returncode == 0:
                        # It got over the fault: there is nothing to make good.
                        self.agrees(output, expected, what)
                    else:
                        self.recovers(folder, output, expected, what)
                    shutil.rmtree(output)
                    if os.path.getsize(count) < number:
                        break
                    points += 1
                last[start is None] = max(last.get(start is None, 0), number - 1)
        return f"{points} points ({last[False]} calls of a run over 4 new letters, {last[True]} of a first run over 10)"

    def R6(self):
        """a kill before every call that makes, writes, syncs, cuts, renames or removes a file, of two runs over ten letters
        Target: nothing lost or doubled, tables and feeds identical after the next run; no such call unknown to the shim (strace)"""
        calls = self.unseenCalls()
        return self.everyCall(["kill"], (-signal.SIGKILL, 0)) + f"; {calls}"

    def unseenCalls(self):
        """Holds what the shim counts against what the system sees."""
        folder, six, _ = self.ten()
        count, trace = f"{self.memory_scratch}/count", f"{self.memory_scratch}/trace"
        expect(shutil.which("strace"), "strace is not on this machine")
        changing = (
            "write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,truncate,rename,renameat,renameat2,unlink,"
            "unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,fallocate,copy_file_range,sendfile,open,openat,creat")
        output = self.copy(six)
        strace = ["strace", "-f", "-y", "-o", trace, "-e", f"trace={changing}"]
        for name, value in self.shim(GRIFFIER_FAULT_COUNT=count).items():
            strace += ["-E", f"{name}={value}"]
        done = subprocess.run(strace + self.command(folder, output), capture_output=True, timeout=120)
        expect(done.returncode == 0, f"ended with {done.returncode}")
        seen = 0
        with open(trace, encoding="utf-8", errors="replace") as file:
            for line in file:
                if f"{output}" not in line or " = -1 " in line:
                    continue
                name = re.match(r"\d+ +(\w+)\(", line)
                if not name or name.group(1).startswith("open") and not re.search(r"O_CREAT|O_TRUNC", line):
                    continue
                seen += 1
        # Calls that fail are counted by the shim, too: of a folder that is there, of a file that is not.
        counted = os.path.getsize(count)
        expect(seen <= counted <= seen + 12, f"the shim counts {counted} calls, the system {seen}")
        return f"the system saw {seen} such calls, the shim {counted} with those that failed"

    def R7(self):
        """loss of power after every call: unsynced writes, cuts and names are gone, or a random part of them has reached the disk
        Target: the ledger is whole, what was committed is there, the next run ends with the same tables and feeds"""
        folder, six, expected = self.ten()
        figures, self.lost = [], random.Random(7)
        for start in (six, None):
            output, log = self.copy(start) if start else self.folder("o"), f"{self.memory_scratch}/log"
            old = self.tables(output)
            disk = Disk(output)
            disk.begun = frozenset(disk.folders)
            self.run(folder, output, env=self.shim(GRIFFIER_FAULT_LOG=log))
            figures.append(self.powerLosses(folder, output, log, disk, expected, old))
        states, committed = sum(states for states, _ in figures), [letters for _, letters in figures]
        expect(committed == [10, 10], f"the logs commit {committed} letters")
        return f"{states} states, every one whole and run to the end: equal"

    def powerLosses(self, folder, output, log, disk, expected, old):
        with open(log, "rb") as file:
            data = file.read()
        at, states, committed, call = 0, 0, 0, 0
        while at < len(data):
            end = data.index(b"\n", at)
            what, path, number, length = data[at:end].decode().split("\t")
            payload = data[end + 1:end + 1 + int(length)]
            at = end + 1 + int(length)
            if not path.startswith(output):
                continue
            call += 1
            disk.replay(what, path, int(number), payload)
            for chance in (0.0, 0.5) if call % self.sample(1, 9) == 0 else ():
                state = self.folder("power")
                disk.after(chance, self.lost, output, state)
                held = self.records(state)
                expect(held >= committed, f"call {call}: {committed} letters were committed, {held} are left")
                for name, table in self.tables(state).items():
                    expect(table == expected[name] or table == old.get(name), f"call {call}: {name} is half a table")
                states += 1
                self.recovers(folder, state, expected, f"call {call}")
                shutil.rmtree(state)
            if what == "sync" and path in (f"{output}/ledger.sqlite", f"{output}/ledger.sqlite-wal"):
                state = self.folder("power")
                for name in ("ledger.sqlite", "ledger.sqlite-wal"):
                    if f"{output}/{name}" in disk.names:
                        with open(f"{state}/{name}", "wb") as file:
                            file.write(disk.names[f"{output}/{name}"].content)
                committed = max(committed, self.records(state))
                shutil.rmtree(state)
        return states, committed

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
        """a disk that is full at every 64 KiB up to 4 MiB, and a limit on the size of files at every 64 KiB
        Target: exit 74, what was published intact, the next run ends with the same tables; 0 deaths by SIGXFSZ"""
        folder, six = self.letters(10), self.folder("six")
        self.run(folder, six)
        old = self.tables(six)
        for number in range(10, 60):
            self.letter(folder, number, f"letter {number} " + "x" * 20000)
        whole = self.folder("whole")
        self.run(folder, whole)
        expected = self.tables(whole)
        mount = self.folder("mount")
        probe = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", mount], capture_output=True)
        expect(probe.returncode == 0, "no tmpfs in a user namespace here")
        codes, limited = {}, {}
        for step in range(1, 65, self.sample(1, 8)):
            code, result = self.filled(folder, six, mount, step * STEP)
            codes[code] = codes.get(code, 0) + 1
            if code != 99:
                self.heldOut(folder, result, code, old, expected, f"disk of {step * 64} KiB")
            shutil.rmtree(result)
            result = self.copy(six)

            def limit(size=step * STEP):
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

            code = self.run(folder, result, allowed=(0, 73, 74), preexec_fn=limit).returncode
            limited[code] = limited.get(code, 0) + 1
            self.heldOut(folder, result, code, old, expected, f"limit of {step * 64} KiB")
            shutil.rmtree(result)
        expect(codes.get(74, 0) > 0 and limited.get(74, 0) > 0, f"never full: {codes}, {limited}")
        small = codes.pop(99, 0)
        told = " and ".join(
            ", ".join(f"{n} times {code}" for code, n in sorted(found.items())) + f" by {what}"
            for what, found in (("disk", codes), ("limit", limited)))
        return f"{told} ({small} disks too small for the old tables); all resumed to equal tables"

    def filled(self, folder, six, mount, size):
        """A run on a disk of that size that holds what was published before: its exit code, and what it left."""
        result = self.folder("result")
        run = " ".join(f"'{word}'" for word in self.command(folder, mount))
        script = (
            f"mount -t tmpfs -o size={size} none {mount} && cp -r {six}/. {mount}/ || exit 99; {run}; code=$?;"
            f"cp -r {mount}/. {result}/; exit $code")
        return subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, timeout=120).returncode, result

    def heldOut(self, folder, result, code, old, expected, what):
        expect(code in (0, 73, 74), f"{what}: ended with {code}")
        for name, table in self.tables(result).items():
            expect(table == (expected[name] if code == 0 else old[name]), f"{what}: {name} was touched")
        self.recovers(folder, result, expected, what)

    def R9(self):
        """EIO, EINTR, a short write and a full disk at every call that changes a file; EIO, EINTR and a short read at every one that reads
        Target: no lost and no half record; the next run ends with the same tables"""
        changing = self.everyCall(["eio", "eintr", "short", "enospc"], (0, 73, 74))
        # The pipeline file, the worker that is hashed, the ledger, the letters.
        reading = self.everyCall(["read-eio", "read-eintr", "read-short"], (0, 1, 66, 69, 73, 74))
        return f"changing: {changing}; reading: {reading}"
