# SPDX-License-Identifier: GPL-3.0-or-later
"""The source of a letter: inline marks, dates, and the blocks in reading order.

Inline marks: {{fn:N}} the call of footnote N, {{b:...}} bold, {{i:...}} italic, {{sub:...}} lowered, {{sup:...}} raised.
A soft hyphen in the text is a place where a word may be broken; it is no part of the text.
"""
import datetime
import json
import re

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
MARK = re.compile(r"\{\{(fn|b|i|sub|sup):|\}\}")
BULLETS = {"•", "-", "–", "—", "o", "▪", "\uf0b7", "\uf0d8"}
TYPESET = {"kamerstuk", "onopgemaakt", "xml", "xml-legacy"}
PDF_FORMS = ("rijk", "kamerstuk", "onopgemaakt", "plain", "dense", "scan")
XML_FORMS = ("xml", "xml-legacy")
LETTER_FORMS = ("rijk", "plain", "dense")  # forms that a source may give a look of its own
QUOTED = re.compile(r"‘((?:[^‘’]|’(?=\w))+)’(?!\w)")


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def parse(text):
    """The text as nodes: str, ("fn", label), or (mark, nodes)."""
    def read(at, closing):
        nodes = []
        while True:
            m = MARK.search(text, at)
            if m is None:
                if closing:
                    raise ValueError(f"unclosed mark in {text[:60]!r}")
                if at < len(text):
                    nodes.append(text[at:])
                return nodes, len(text)
            if m.start() > at:
                nodes.append(text[at:m.start()])
            if m.group() == "}}":
                if not closing:
                    raise ValueError(f"closing mark without an opening one in {text[:60]!r}")
                return nodes, m.end()
            inner, at = read(m.end(), True)
            nodes.append(("fn", "".join(inner)) if m.group(1) == "fn" else (m.group(1), inner))
    return read(0, False)[0]


def flat(text):
    """The text without calls, marks and soft hyphens."""
    def walk(nodes):
        return "".join(n if isinstance(n, str) else "" if n[0] == "fn" else walk(n[1]) for n in nodes)
    return walk(parse(text)).replace("\u00ad", "")


def calls(text):
    """(label, the text before the call) of each call, in order."""
    found, before = [], []

    def walk(nodes):
        for n in nodes:
            if isinstance(n, str):
                before.append(n.replace("\u00ad", ""))
            elif n[0] == "fn":
                found.append((n[1], "".join(before)))
            else:
                walk(n[1])
    walk(parse(text))
    return found


def as_printed(text, form):
    """Typeset papers have guillemets where letters have single quotation marks."""
    if form not in TYPESET:
        return text
    while True:
        changed = QUOTED.sub(r"«\1»", text)
        if changed == text:
            return text
        text = changed


def long_date(iso):
    d = datetime.date.fromisoformat(iso)
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def dossier_number(dossier):
    return dossier["number"] + (f' {dossier["chapter"]}' if dossier.get("chapter") else "")


def session(metadata, dash="–"):
    return metadata.get("sessionYear", "2025-2026").replace("–", "-").replace("-", dash)


def chamber(metadata):
    return "Eerste" if metadata.get("chamber") == "EK" else "Tweede"


def number_line(metadata):
    """`Nr. 12` of the Tweede Kamer, a letter alone of the Eerste Kamer."""
    number = str(metadata.get("number", "1"))
    return number if number.isalpha() else f"Nr. {number}"


def paper_title(letter):
    m = letter["metadata"]
    if m.get("title"):
        return m["title"]
    offices = [s["office"].removeprefix("De ").removeprefix("de ") for s in letter.get("signatories", [])]
    return "Brief van de " + " en de ".join(offices or ["minister"])


def paper_id(letter):
    m = letter["metadata"]
    if m.get("kind") == "antwoord":
        return f'ah-{"ek" if m.get("chamber") == "EK" else "tk"}-{session(m, "")}-{m["number"]}'
    d = (m.get("dossiers") or [{"number": "36 000"}])[0]
    parts = [re.sub(r"\s", "", d["number"])] + ([d["chapter"]] if d.get("chapter") else []) + [str(m.get("number", "1"))]
    return "kst-" + "-".join(parts)


def subject(letter, form):
    """A typeset paper's subject is its own title where it has one (`Brief over ...`), otherwise its first dossier's."""
    m = letter["metadata"]
    if form not in TYPESET:
        return m["subject"]
    if m.get("kind") == "antwoord":
        return as_printed(m["title"], form)
    if re.search(r"\bover\b", m.get("title", "")):
        return as_printed(m["title"], form)
    return as_printed(m["dossiers"][0]["title"], form) if m.get("dossiers") else m["subject"]


def blocks(letter):
    """Every block in reading order, those in boxes too; an annex's title is a heading before its blocks."""
    def walk(items):
        for block in items:
            if block["type"] in ("box", "columns"):
                yield from walk(block["blocks"])
            else:
                yield block
    yield from walk(letter["blocks"])
    if letter.get("annex"):
        yield {"type": "h", "level": 1, "text": letter["annex"]["title"]}
        yield from walk(letter["annex"]["blocks"])


def rows(block):
    return block["rows"]
