# SPDX-License-Identifier: GPL-3.0-or-later
"""R11, R12, R16, R20: folders that are odd, busy or large, and the accounts of every run."""
import hashlib
import json
import os
import re
import signal
import socket
import stat
import subprocess
import time

from stand import LETTERS, Stand, expect


class Folders(Stand):
    def R11(self):
        """a zoo, as an ordinary user: links, pipes, sockets, devices, folders, odd and closed names, 10,000 entries, 10 GB of nothing
        Target: all accounted for, no hang, nothing outside the folder opened (strace)"""
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
        expect(os.geteuid() == 0, "devices can only be made by root")
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
        many = self.sample(10000, 1000)
        for number in range(many):
            with open(f"{folder}/many/{number}.pdf", "w") as file:
                file.write(f"one of many {number}")
        os.truncate(os.open(f"{folder}/sparse.pdf", os.O_CREAT | os.O_WRONLY), 10 << 30)
        for name in ("closed.pdf", "closed/a.pdf", "listed/a.pdf"):
            os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
            with open(f"{folder}/{name}", "w") as file:
                file.write("not for everybody")
        trace = self.folder("trace")
        os.chmod(trace, 0o777)
        command = self.traced(self.command(folder, output), f"{trace}/t")
        # Mode 000 means nothing to root.
        subprocess.run(["chown", "-R", "-h", "65534:65534", folder, output], check=True)
        command = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] + command
        # A file and a folder that cannot be read, and a folder that can be listed, but whose files cannot be looked at.
        for name, mode in (("closed.pdf", 0), ("closed", 0), ("listed", 0o444)):
            os.chmod(f"{folder}/{name}", mode)
        refused += 3
        done = subprocess.run(command, capture_output=True, timeout=600)
        unix.close()
        for name in ("closed", "listed"):
            os.chmod(f"{folder}/{name}", 0o755)
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
            f"{opened} files opened, none outside but the system's own")

    def R12(self):
        """files that grow, shrink and are replaced while they are read: 50 runs over 20 such files
        Target: in 1,000 tries never a record whose hash is not that of the bytes it was made of"""
        folder, checked, tried, deferred = self.folder("in"), 0, 0, 0
        writer = os.fork()
        if writer == 0:
            self.disturb(folder)
        try:
            while not os.path.exists(f"{folder}/19.pdf"):
                time.sleep(0.05)
            for _ in range(self.sample(50, 5)):
                output = self.folder("o")
                self.run(folder, output, allowed=(0, 1))
                files = self.close(output)
                tried += files["seen"]
                deferred += files["deferred"]
                for line in self.tables(output)["letters.jsonl"].splitlines():
                    record = json.loads(line)
                    own = hashlib.sha256(record["text"].encode()).hexdigest()
                    expect(own == record["source"]["sha256"], "a record of other bytes")
                    checked += 1
        finally:
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)
        expect(tried >= self.sample(1000, 90), f"{tried} tries")
        expect(deferred > 0, "no file was caught changing")
        return f"{tried} tries: {checked} records, each of the bytes its hash names; {deferred} caught changing and left for the next run"

    @staticmethod
    def disturb(folder):
        """Changes files for ever."""
        number = 0
        while True:
            number += 1
            path = f"{folder}/{number % 20}.pdf"
            text = f"letter {number} " + chr(97 + number % 26) * (number * 7919 % 120_000)
            if number % 3 == 0 and os.path.exists(path):
                with open(f"{path}.part", "w") as file:
                    file.write(text)
                os.replace(f"{path}.part", path)
            elif number % 3 == 1 and os.path.exists(path):
                os.truncate(path, max(1, os.path.getsize(path) // 2))
            else:
                with open(path, "w", buffering=1) as file:
                    for start in range(0, len(text), 16384):
                        file.write(text[start:start + 16384])
                        file.flush()

    def R16(self):
        """20,000 papers, no two of one text; then the same again, and again under strace
        Target: parent grows < 20 MB after the first tenth, descriptors flat, workers < 128 MB, 0 zombies; second run < 1 s, no letter opened"""
        count = self.sample(20000, 2000)
        folder, output = self.papers(count), self.folder("o", large=True)
        code, samples, zombies, largest = self.watched(self.command(folder, output, worker="griffier-worker", jobs=2), every=0.2)
        expect(code == 0, f"ended with {code}")
        files = self.close(output)
        expect(files["ok"] == count, f"{files}")
        first = self.report(output)
        tenth = samples[len(samples) // 10:]
        growth = max(memory for memory, _ in tenth) - tenth[0][0]
        expect(growth < 20 << 20, f"memory grew by {growth >> 20} MB")
        expect(max(fds for _, fds in tenth) - tenth[0][1] <= 8, "descriptors grew")
        expect(zombies <= 1, f"{zombies} zombies")
        worker, register = largest["griffier-worker"], largest.get("griffier", 0)
        expect(worker < 128 << 20, f"a worker took {worker >> 20} MB")
        times = []
        for _ in range(3):
            user = os.times().children_user + os.times().children_system
            begin = time.monotonic()
            self.run(folder, output, worker="griffier-worker")
            times.append((time.monotonic() - begin, os.times().children_user + os.times().children_system - user))
            expect(self.report(output)["readNow"] == 0, "the second run read letters")
        seconds, processor = min(times)
        expect(seconds < 1, f"the second run took {seconds:.2f} s, {processor:.2f} s of CPU")
        trace = f"{self.scratch}/trace16"
        subprocess.run(self.traced(self.command(folder, output, worker="griffier-worker"), trace), check=True, capture_output=True)
        with open(trace, encoding="utf-8", errors="replace") as file:
            opened = sum(bool(re.search(rf" = \d+<{re.escape(folder)}/.*\.xml>", line)) for line in file)
        expect(opened == 0, f"{opened} letters were opened")
        return (
            f"{count} papers in {first['seconds']:.0f} s ({first['readPerSecond']:.0f} a second); grew {growth >> 20} MB, workers up to "
            f"{worker >> 20} MB (the register made ready at the end, a process of its own, {register >> 20} MB), at most {max(fds for _, fds in samples)} descriptors, {zombies} zombies seen; "
            f"second run {seconds:.2f} s (best of 3; {processor:.2f} s of CPU), 0 letters opened")

    def papers(self, count):
        """Ordinary papers in XML, no two of one text."""
        folder, models = self.folder("in", large=True), []
        for name in sorted(os.listdir(LETTERS)):
            if name.endswith(".xml"):
                with open(f"{LETTERS}/{name}", encoding="utf-8") as file:
                    models.append(file.read())
        for number in range(count):
            os.makedirs(f"{folder}/{number % 100:02}", exist_ok=True)
            with open(f"{folder}/{number % 100:02}/{number}.xml", "w", encoding="utf-8") as file:
                file.write(models[number % len(models)].replace(".</al>", f". Volgnummer {number}.</al>"))
        return folder

    def R20(self):
        """the accounts of every run of this table that came to its end
        Target: seen = ok + partial + failed + refused + skipped + deferred"""
        if not self.closed:
            self.run(self.letters(3), self.folder("o"))
        expect(self.opened_accounts == 0, f"{self.opened_accounts} runs do not close")
        return f"{self.closed} runs closed, {self.opened_accounts} did not"
