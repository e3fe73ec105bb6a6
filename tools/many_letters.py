#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write as many invented letters as a measurement needs, as official XML.

    many_letters.py 20000 FOLDER [--seed 1] [--gold]

The dossiers of `corpora/dossier` and `corpora/ministries` are told again and again, each time in other years, under other numbers and about
other things: every longer word that no rule of the pack knows is replaced by an invented one, the same one throughout a dossier.  So
promises are still made, taken up and kept, and no two dossiers speak of the same.  Sections of other dossiers are added to each letter, so
that it is as long as letters are.  The same arguments give the same bytes, with
the same pack.

With --gold, FOLDER/letters holds the letters and FOLDER/gold what `workbench links` takes: which commitments belong together.
"""
import argparse
import json
import pathlib
import random
import re

from kamerbrieven.officialxml import OfficialXML
from render_dossier import links, paper, read

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORD = re.compile(r"[^\W\d_]{7,}")
YEAR = re.compile(r"\b20[12]\d\b")
REGISTER = re.compile(r"\b(TZ20\d{4}-|T)(\d{3,5})\b")
ONSETS = "b br d dr f g gr h j k kl kr l m n p pr r s sch sp st t tr v vl w z zw".split()
RIMES = "aal aan eek eer iel ier oor oon uit uur ang arm ink erm ind olt ost unt ader egel ening oming ie om eid ijk euk auw".split()
FIRST, LAST = 2012, 2026
VOCABULARY = 30_000
EXTRA = 4


def known_words():
    """Words of the pack, in small letters: what rules may need."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "Sources/CPacks/nl").glob("*.yaml")))
    return {word.lower() for word in WORD.findall(text.replace("+", ""))}


def invented(generator):
    words = []
    for _ in range(VOCABULARY):
        words.append("".join(generator.choice(ONSETS) + generator.choice(RIMES) for _ in range(generator.choice((2, 2, 3)))))
    return words


class Telling:
    """One dossier, told once more."""

    def __init__(self, source, number, seed, known, words):
        self.source, self.known, self.words = source, known, words
        self.generator = random.Random(seed * 1_000_003 + number)
        self.names = {}
        self.number = number
        _, letters, _ = source
        years = [int(letter["date"][:4]) for letter in letters]
        self.shift = self.generator.randint(FIRST - min(years), LAST - max(years))
        self.dossiers = {}

    def word(self, match):
        word = match.group()
        small = word.lower()
        if small in self.known or (word != small and word.isupper()):
            return word
        if small not in self.names:
            # Zipf's law, roughly: a power of an even number favours the first words.
            self.names[small] = self.words[int(len(self.words) * self.generator.random() ** 3)]
        found = self.names[small]
        return found.capitalize() if word[0].isupper() else found

    def dossier(self, printed):
        if printed not in self.dossiers:
            number = 10_000 + (self.number * 7 + len(self.dossiers)) % 90_000
            self.dossiers[printed] = f"{number // 1000} {number % 1000:03}"
        return self.dossiers[printed]

    def text(self, text):
        text = YEAR.sub(lambda m: str(int(m.group()) + self.shift), text)
        text = re.sub(r"\b\d\d \d{3}(?=, nr)", lambda m: self.dossier(m.group()), text)
        text = REGISTER.sub(lambda m: m.group(1) + f"{(int(m.group(2)) + 37 * self.number) % 10 ** len(m.group(2)):0{len(m.group(2))}}", text)
        return WORD.sub(self.word, text)

    def block(self, block):
        if block["type"] == "table":
            return {"type": "table", "rows": [[self.text(cell) for cell in row] for row in block["rows"]]}
        return block | {"text": self.text(block["text"])}

    def gold(self):
        """Which commitments of the dossier belong together."""
        key = f"{self.number:05}-"
        head, letters, commitments = self.source
        return {"aside": head.get("aside") == "yes", "letters": [{"key": key + letter["key"], "office": letter["office"]} for letter in letters],
                "commitments": [c | {"letter": key + c["letter"], "text": self.text(c["text"])} for c in commitments], "links": links(commitments)}

    def letters(self, fillers):
        for letter in self.source[1]:
            year, rest = int(letter["date"][:4]) + self.shift, letter["date"][4:]
            date = f"{year}{'-02-28' if rest == '-02-29' else rest}"
            dossier = letter["dossier"] | {"number": self.dossier(letter["dossier"]["number"]), "title": self.text(letter["dossier"]["title"])}
            blocks = [self.block(block) for block in letter["blocks"]]
            for filler in self.generator.sample(fillers, EXTRA):
                blocks += [self.block(block) for block in filler]
            yield letter | {"key": f"{self.number:05}-{letter['key']}", "date": date, "dossier": dossier, "blocks": blocks}


def sources():
    """Dossiers, and sections without commitments that any letter can hold."""
    told, fillers = [], []
    for corpus in ("dossier", "ministries"):
        for path in sorted((ROOT / "corpora" / corpus / "sources").glob("*.txt")):
            head, letters, commitments = read(path)
            links(commitments)
            told.append((head, letters, commitments))
            promised = {commitment["text"] for commitment in commitments}
            for letter in letters:
                section = []
                for block in letter["blocks"]:
                    if block["type"] == "h":
                        section = [block]
                        fillers.append(section)
                    elif section and block["type"] == "p":
                        plain = block["text"]
                        for sentence in promised:
                            plain = plain.replace(sentence, "")
                        section.append({"type": "p", "text": " ".join(plain.split())})
    return told, [section for section in fillers if sum(len(block["text"]) for block in section) > 120]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gold", action="store_true")
    arguments = parser.parse_args()
    target = arguments.folder / "letters" if arguments.gold else arguments.folder
    if arguments.gold:
        (arguments.folder / "gold").mkdir(parents=True, exist_ok=True)
    known, words = known_words(), invented(random.Random(arguments.seed))
    told, fillers = sources()
    written = 0
    for number in range(arguments.count):
        telling = Telling(told[number % len(told)], number, arguments.seed, known, words)
        if arguments.gold:
            (arguments.folder / "gold" / f"{number:05}.json").write_text(json.dumps(telling.gold(), ensure_ascii=False), encoding="utf-8")
        for letter in telling.letters(fillers):
            folder = target / letter["date"][:4]
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f'{letter["key"]}.xml').write_text(OfficialXML(paper(letter), "xml").xml(), encoding="utf-8")
            written += 1
            if written == arguments.count:
                return


if __name__ == "__main__":
    main()
