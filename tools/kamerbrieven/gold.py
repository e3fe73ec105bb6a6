# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a rendered letter by construction."""
import hashlib

from .source import BULLETS, as_printed, blocks, calls, dossier_number, flat, parse, subject, TYPESET


def paragraph_texts(block):
    """The texts a block makes, and the marked texts in which its calls stand."""
    kind = block["type"]
    if kind == "table":
        return [" ".join(row) for row in block["rows"]]
    if kind == "li":
        marker = block.get("marker", "•")
        return [block["text"] if marker in BULLETS else f'{marker} {block["text"]}']
    return [block["text"]]


def run_in(block, form):
    """The run-in heading: bold or slanted words at the head of a paragraph that goes on, without their stop or colon."""
    if block["type"] not in ("p", "li"):
        return None
    nodes = parse(as_printed(block["text"], form))
    if len(nodes) < 2 or isinstance(nodes[0], str) or nodes[0][0] not in ("b", "i"):
        return None
    words = flat("".join(n if isinstance(n, str) else "" for n in nodes[0][1])).strip()
    return words[:-1] if words[-1] in ".:" else words


def gold_for(letter, data, file, form):
    m = letter["metadata"]
    source = dict(sha256=hashlib.sha256(data).hexdigest(), file=file, form=form)
    if form == "scan":
        return dict(source=source, traits=letter.get("traits", []), letter={}, headings=[], paragraphs=[], footnotes=[],
                    commitments=[], citations=[], warnings=["page-without-text"])
    headings, paragraphs, notes, called, heads = [], [], [], set(), []
    for block in blocks(letter):
        if head := run_in(block, form):
            heads.append(head)
        for text in paragraph_texts(block):
            text = as_printed(text, form)
            if block["type"] == "h":
                headings.append(dict(text=" ".join(flat(text).split()), level=block.get("level", 1)))
            else:
                paragraphs.append(" ".join(flat(text).split()))
            for label, before in calls(text):
                if label not in called:
                    called.add(label)
                    body = " ".join(flat(as_printed(letter["footnotes"][label], form)).split())
                    notes.append(dict(label=label, before=" ".join(before.split()[-6:]), body=body))
    about = dict(date=m["date"], subject=subject(letter, form), signatories=[
        dict(office=s["office"].rstrip(","), name=s["name"]) for s in letter.get("signatories", [])])
    if m.get("kind") == "antwoord":
        about.update(number=str(m["number"]), sessionYear=m["sessionYear"])
    elif form in TYPESET:
        about.update(number=str(m.get("number", "1")), dossiers=[dossier_number(d).replace(" ", "", 1) for d in m.get("dossiers", [])])
        if form != "onopgemaakt":
            about["sessionYear"] = m.get("sessionYear", "2025-2026")
    else:
        about["sender"] = m.get("sender")
        about["references"] = {k: v for k, v in dict(ours=m.get("reference"), yours=m.get("yourReference"), case=m.get("case")).items() if v}
    gold = dict(source=source, traits=letter.get("traits", []), letter=about, headings=headings, paragraphs=paragraphs, footnotes=notes)
    if heads:
        gold["runInHeadings"] = heads
    gold["commitments"] = [dict(c, text=as_printed(c["text"], form)) for c in letter.get("commitments", [])]
    gold["citations"] = letter.get("citations", [])
    return gold
