#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the sources of a corpus, and that every letter rendered from them still has its gold.

    check_corpus.py corpora/kamerbrieven

Prints one line a fault and ends with 1 where there is one.  Checked: known keys and values; every footnote has a call and every
call a footnote; the sentence of a commitment stands literally in a block or a footnote, and its deadline in the sentence; an
identifier of a citation is well formed and its number stands in the letter; deadlines do not end before the letter's day; the
letters and gold of a source exist, and the gold names the letter's bytes.
"""
import argparse
import datetime
import hashlib
import json
import pathlib
import re
import sys

from kamerbrieven.source import PDF_FORMS, XML_FORMS, blocks, calls, flat
from render_letters import file_names

KEYS = {"slug", "forms", "traits", "metadata", "blocks", "footnotes", "signatories", "signatureLayout", "annex", "commitments", "citations",
        "tagged", "scanOf", "look"}
METADATA = {"kind", "date", "subject", "sender", "directorate", "reference", "referenceLabel", "subjectLabel", "yourReference", "case", "recipient",
            "salutation", "closing", "chamber", "attachments", "dossiers", "number", "sessionYear", "title", "titleAsPrinted", "submitted"}
BLOCKS = {"p": {"text"}, "h": {"text", "level"}, "li": {"text", "marker", "level"}, "table": {"rows", "widths", "ruled"}, "box": {"blocks"},
          "columns": {"blocks"}}
COMMITMENT = {"kind", "status", "text", "holder", "deadline", "optional", "footnote", "occasion", "recipient"}
IDENTIFIERS = re.compile("|".join([
    r"kst-(\d{8}-)?\d{5}(-(\d{2}|[IVXLC]+[AB]?|[A-HJKLM]))?-(\d{1,4}|[A-Z]{1,2})", r"kst-[CLXVI]+-[A-Z]{1,2}", r"h-(tk|ek)-\d{8}-\d+-\d+", r"ah-(tk|ek)-\d{8}-\d+",
    r"(stcrt|stb|trb)-\d{4}-\d+", r"blg-\d+", r"ECLI:[A-Z]{2}:[A-Z0-9]+:\d{4}:[A-Z0-9.]+", r"(COM|SWD|JOIN|C)\(\d{4}\)\d+", r"celex:\d{5}[A-Z]{1,2}\d{4}",
    r"\d{4}[DZ]\d{5}", r"TZ\d{6}-\d{3}", r"T\d{5}"]))


def walk(items):
    for block in items:
        yield block
        if block.get("type") in ("box", "columns"):
            yield from walk(block["blocks"])


def faults(path, corpus):
    letter = json.loads(path.read_text(encoding="utf-8"))
    m = letter["metadata"]
    if letter.get("slug") != path.stem:
        yield f'slug {letter.get("slug")!r} is not the file name'
    for key in set(letter) - KEYS:
        yield f"unknown key {key}"
    for key in set(m) - METADATA:
        yield f"unknown metadata {key}"
    for form in letter["forms"]:
        if form not in PDF_FORMS + XML_FORMS:
            yield f"unknown form {form}"
    for key, values in dict(kind={"kamerbrief", "kamerstuk", "antwoord"}, chamber={"TK", "EK"}, subjectLabel={"Betreft", "Onderwerp"},
                            referenceLabel={"Ons kenmerk", "Kenmerk", "Onze referentie"}).items():
        if key in m and m[key] not in values:
            yield f"{key} is {m[key]!r}"
    if letter.get("signatureLayout", "stacked") not in {"stacked", "columns", "name-first", "none"}:
        yield f'signatureLayout is {letter["signatureLayout"]!r}'
    day = datetime.date.fromisoformat(m["date"])
    for block in list(walk(letter["blocks"])) + list(walk(letter.get("annex", {}).get("blocks", []))):
        if block.get("type") not in BLOCKS:
            yield f'unknown block {block.get("type")!r}'
        elif set(block) - {"type"} - BLOCKS[block["type"]]:
            yield f'unknown keys in a block: {sorted(set(block) - {"type"} - BLOCKS[block["type"]])}'
    texts = []
    for block in blocks(letter):
        texts += [cell for row in block["rows"] for cell in row] if block["type"] == "table" else [block["text"]]
    texts += [part for body in letter["footnotes"].values() for part in [body]]
    called = [label for text in texts for label, _ in calls(text)]
    for label in sorted(set(called) - set(letter["footnotes"])):
        yield f"footnote {label} is called and has no body"
    for label in sorted(set(letter["footnotes"]) - set(called)):
        yield f"footnote {label} is never called"
    firsts = list(dict.fromkeys(called))
    if [x for x in firsts if x.isdigit()] != sorted((x for x in firsts if x.isdigit()), key=int):
        yield f"footnotes are called in the order {firsts}"
    plain = [" ".join(flat(t).split()) for t in texts]
    for c in letter.get("commitments", []):
        if set(c) - COMMITMENT:
            yield f"unknown keys in a commitment: {sorted(set(c) - COMMITMENT)}"
        if c.get("kind") not in {"made", "recalled", "motion"} or c.get("status") not in {"open", "partly", "fulfilled", "lapsed"}:
            yield f'kind or status of {c.get("text", "")[:50]!r}'
        if not any(c["text"] in t for t in plain):
            yield f'commitment stands nowhere: {c["text"][:70]!r}'
        deadline = c.get("deadline") or {}
        if deadline and deadline["text"].casefold() not in c["text"].casefold():
            yield f'deadline {deadline["text"]!r} is not in its sentence'
        if deadline.get("until") and datetime.date.fromisoformat(deadline["until"]) < day:
            yield f'deadline {deadline["until"]} is before the letter'
    everything = re.sub(r"\s", "", "".join(plain))
    for c in letter.get("citations", []):
        if not IDENTIFIERS.fullmatch(c["id"]):
            yield f'identifier {c["id"]!r} is not well formed'
        elif re.split(r"[-)(:]", c["id"])[-1].lstrip("0") not in everything and not c["id"].startswith(("celex:", "COM", "SWD")):
            yield f'nothing in the letter cites {c["id"]}'
    for form, name in file_names(letter):
        file = corpus / "letters" / name
        gold = corpus / "gold" / (f"{name}.json" if name.endswith(".xml") else f"{pathlib.Path(name).stem}.json")
        if not file.exists() or not gold.exists():
            yield f"{name} or its gold is missing: render it"
        elif json.loads(gold.read_text(encoding="utf-8"))["source"]["sha256"] != hashlib.sha256(file.read_bytes()).hexdigest():
            yield f"{name} is not the letter its gold was made for: render it"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=pathlib.Path)
    arguments = parser.parse_args()
    found, sources = 0, sorted((arguments.corpus / "sources").glob("*.json"))
    for path in sources:
        try:
            for fault in faults(path, arguments.corpus):
                print(f"{path.name}: {fault}")
                found += 1
        except (ValueError, KeyError, TypeError) as error:
            print(f"{path.name}: {type(error).__name__}: {error}")
            found += 1
    print(f"{len(sources)} sources, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
