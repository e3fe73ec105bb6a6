#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Render the letters of a corpus of dossiers as official XML, and write the gold links they imply.

    render_dossier.py corpora/dossier

Reads CORPUS/sources/*.txt and writes CORPUS/letters/KEY.xml and CORPUS/gold/NAME.json.  The format of a source is described in the
corpus's README.  The same source gives the same bytes.
"""
import argparse
import json
import pathlib
import re
import sys

from kamerbrieven.officialxml import OfficialXML

MARK = re.compile(r"\[([a-z0-9+-]+) (made|recalled|motion)([^\]]*)\] ?(.*?)\[/\]")
STATUS = {"fulfilled", "partly", "lapsed"}
RELATIONS = {"repeated", "postponed"}


def session_year(date):
    year = int(date[:4]) - (date[5:7] < "09")
    return f"{year}-{year + 1}"


def mention(match, letter):
    thread, kind, tags, text = match.groups()
    # A row of a table is one sentence, its cells parted by blanks.
    found = {"letter": letter["key"], "thread": thread, "kind": kind, "status": "open", "text": text.replace(" | ", " ")}
    for tag in tags.split():
        if tag in STATUS:
            found["status"] = found["relation"] = tag
        elif tag in RELATIONS:
            found["relation"] = tag
        elif tag.startswith("until="):
            found["until"] = tag[6:]
        else:
            raise SystemExit(f'{letter["key"]}: unknown tag {tag}')
    return found


def own_dossier(part, key):
    """`dossier 36 130 Wet goed verhuurderschap`: a letter that stands in another dossier than the rest."""
    found = re.fullmatch(r"dossier (\d\d \d{3})(?:-([IVX]+))? (.+)", part)
    if not found:
        raise SystemExit(f"{key}: unknown part {part}")
    number, chapter, title = found.groups()
    return {"number": number, "title": title} | ({"chapter": chapter} if chapter else {})


def read(path):
    """The letters of a source, and its commitments in order."""
    head, letters, commitments = {}, [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        if line.startswith("== "):
            key, date, number, office, name, *rest = [part.strip() for part in line[3:].split(" | ")]
            letters.append({"key": key, "date": date, "number": number, "office": office, "name": name, "blocks": [],
                            "dossier": {"number": head["dossier"], "title": head["title"]}, "chamber": "TK"})
            for part in rest:
                if part == "EK":
                    letters[-1]["chamber"] = part
                else:
                    letters[-1]["dossier"] = own_dossier(part, key)
        elif not letters:
            field, _, value = line.partition(": ")
            head[field] = value
        elif line.startswith("# "):
            letters[-1]["blocks"].append({"type": "h", "level": 1, "text": line[2:]})
        else:
            commitments += [mention(m, letters[-1]) for m in MARK.finditer(line)]
            plain = MARK.sub(lambda m: m.group(4), line).strip()
            if "[" in plain or "]" in plain:
                raise SystemExit(f'{letters[-1]["key"]}: a mark is not closed: {plain[:60]}')
            if plain.startswith("- "):
                block = {"type": "li", "text": plain[2:]}
            elif plain.startswith("| "):
                block = [cell.strip() for cell in plain.strip("| ").split(" | ")]
            else:
                block = {"type": "p", "text": plain}
            if isinstance(block, dict):
                letters[-1]["blocks"].append(block)
            elif letters[-1]["blocks"][-1]["type"] == "table":
                letters[-1]["blocks"][-1]["rows"].append(block)
            else:
                letters[-1]["blocks"].append({"type": "table", "rows": [block]})
    return head, letters, commitments


def paper(letter):
    return {"slug": letter["key"], "blocks": letter["blocks"], "footnotes": {},
            "signatories": [{"office": "De " + letter["office"], "name": letter["name"]}],
            "metadata": {"kind": "kamerstuk", "date": letter["date"], "dossiers": [letter["dossier"]], "chamber": letter["chamber"],
                         "number": letter["number"], "sessionYear": session_year(letter["date"])}}


def links(commitments):
    """Each later mention points to the one before it in its thread; one that joins two threads (`a+b`) to the later of both."""
    last, found = {}, []
    for index, commitment in enumerate(commitments):
        threads = commitment["thread"].split("+")
        before = max((last[thread] for thread in threads if thread in last), default=None)
        if before is None and commitment["kind"] == "recalled" and commitment.get("relation") in STATUS:
            # What no letter told before is kept in the very letter that brings it up.
            del commitment["relation"]
        if (before is None) == ("relation" in commitment) and commitment["kind"] != "motion":
            raise SystemExit(f'{commitment["letter"]}: {commitment["thread"]}: a later mention needs a relation, a first one has none')
        if before is not None:
            found.append({"from": index, "to": before, "kind": commitment["relation"]})
        for thread in threads:
            last[thread] = index
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=pathlib.Path)
    corpus = parser.parse_args().corpus
    for folder in ("letters", "gold"):
        (corpus / folder).mkdir(exist_ok=True)
    for path in sorted((corpus / "sources").glob("*.txt")):
        head, letters, commitments = read(path)
        for letter in letters:
            (corpus / "letters" / f'{letter["key"]}.xml').write_text(OfficialXML(paper(letter), "xml").xml(), encoding="utf-8")
        gold = {"dossier": head["dossier"].replace(" ", ""), "aside": head.get("aside") == "yes",
                "letters": [{name: letter[name] for name in ("key", "date", "number", "office", "name")} for letter in letters],
                "commitments": commitments, "links": links(commitments)}
        (corpus / "gold" / f"{path.stem}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f'{path.stem}: {len(letters)} letters, {len(commitments)} commitments, {len(gold["links"])} links', file=sys.stderr)


if __name__ == "__main__":
    main()
