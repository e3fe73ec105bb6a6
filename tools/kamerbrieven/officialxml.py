# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter as official XML: `officiele-publicatie` (papers and answers to questions) and the older `kamerwrk`."""
import html
import re

from .source import BULLETS, as_printed, chamber, long_date, number_line, paper_id, paper_title, parse, session

SCHEMA = ("http://technische-documentatie.oep.overheid.nl/repository/schemas/op-consolidated/op-consolidated_2014-05-15/xsd/"
          "op-xsd-2014-05-15.xsd")
STYLES = {1: "vet", 2: "cur", 3: "ondlijn"}


def esc(text):
    return html.escape(text, quote=False)


def attribute(text):
    return html.escape(text, quote=True)


def link_pattern(identifier):
    """How a paper is printed, from its identifier: `kst-36600-XIV-66` as `36 600-XIV, nr. 66` and the like."""
    m = re.fullmatch(r"kst-(?:\d{8}-)?(\d{2})(\d{3})(?:-([0-9A-Z]+))?-([0-9]+|[A-Z]{1,2})", identifier)
    if not m:
        return None
    middle = rf"[ \-–]{m.group(3)}" if m.group(3) else ""
    return re.compile(rf"(?<![\d]){m.group(1)}[ \u00a0]?{m.group(2)}{middle},? ?(?:nr\. ?|\-)?{m.group(4)}(?![\dA-Za-z])")


class OfficialXML:
    def __init__(self, letter, form):
        self.letter, self.form, self.metadata = letter, form, letter["metadata"]
        self.called = []
        self.links = [(c["id"], pattern) for c in letter.get("citations", []) if (pattern := link_pattern(c["id"]))]

    # Text

    def string(self, text):
        """A run with links on the papers it cites; a soft hyphen is a processing instruction."""
        hits = []
        for identifier, pattern in self.links:
            for m in pattern.finditer(text):
                if not any(m.start() < end and start < m.end() for start, end, _ in hits):
                    hits.append((m.start(), m.end(), identifier))
        out, at = [], 0
        for start, end, identifier in sorted(hits):
            out.append(esc(text[at:start]))
            out.append(f'<extref doc="{identifier}" soort="document" status="actief">{esc(text[start:end])}</extref>')
            at = end
        out.append(esc(text[at:]))
        return "".join(out).replace("\u00ad", "<?xpp afbm?>")

    def runs(self, text):
        legacy = self.form == "xml-legacy"

        def walk(nodes):
            out = []
            for n in nodes:
                if isinstance(n, str):
                    out.append(esc(n).replace("\u00ad", "") if legacy else self.string(n))
                elif n[0] == "fn":
                    out.append(self.call(n[1]))
                elif n[0] in ("sub", "sup"):
                    out.append(f'<{"inf" if n[0] == "sub" else "sup"}>{walk(n[1])}</{"inf" if n[0] == "sub" else "sup"}>')
                else:
                    out.append(f'<nadruk type="{"vet" if n[0] == "b" else "cur"}">{walk(n[1])}</nadruk>')
            return "".join(out)
        return walk(parse(as_printed(text, self.form)))

    def note_id(self, label):
        number = sum(ord(c) * (i + 7) for i, c in enumerate(self.letter["slug"])) % 90000 + 1000000
        return f"ID-{number}-d36e{40 + 11 * (self.called.index(label) + 1)}"

    def call(self, label):
        again = label in self.called
        if not again:
            self.called.append(label)
        if self.form == "xml-legacy":
            return f'<voetref refid="voet{esc(label)}" nr="{esc(label)}"></voetref>'
        if again:
            return f'<nootref refid="{self.note_id(label)}"/>'
        body = "".join(f"<noot.al>{self.runs(part)}</noot.al>" for part in self.letter["footnotes"][label].split("\n"))
        return f'<noot id="{self.note_id(label)}" type="voet"><noot.nr>{esc(label)}</noot.nr>{body}</noot>'

    # Blocks

    def blocks(self, items, pad):
        out, at = [], 0
        while at < len(items):
            block, kind = items[at], items[at]["type"]
            if kind == "h":
                out.append(f'{pad}<tussenkop kopopmaak="{STYLES[block.get("level", 1)]}">{self.runs(block["text"])}</tussenkop>')
            elif kind == "li":
                end = at
                while end < len(items) and items[end]["type"] == "li":
                    end += 1
                out.append(self.list(items[at:end], pad))
                at = end - 1
            elif kind == "table":
                out.append(self.table(block, pad))
            elif kind == "box":
                out.append(f'{pad}<box>\n{self.blocks(block["blocks"], pad + "  ")}\n{pad}</box>')
            else:
                out.append(f'{pad}<al>{self.runs(block["text"])}</al>')
            at += 1
        return "\n".join(out)

    def list(self, items, pad):
        marker = items[0].get("marker", "•")
        kind = "ndash" if marker in BULLETS else "expliciet"
        rows = []
        for block in items:
            mark = block.get("marker", "•")
            rows.append(f'{pad}  <li><li.nr>{"–" if mark in BULLETS else esc(mark)}</li.nr><al>{self.runs(block["text"])}</al></li>')
        return f'{pad}<lijst type="{kind}" level="single">\n' + "\n".join(rows) + f"\n{pad}</lijst>"

    def table(self, block, pad):
        columns = max(len(r) for r in block["rows"])
        row = lambda cells: f'{pad}      <row>{"".join(f"<entry><al>{self.runs(c)}</al></entry>" if c else "<entry/>" for c in cells)}</row>'
        specs = "".join(f'<colspec colname="col{i + 1}" colnum="{i + 1}" colwidth="1*"/>' for i in range(columns))
        return (f'{pad}<table frame="all"><tgroup cols="{columns}">{specs}\n{pad}    <thead>\n{row(block["rows"][0])}\n{pad}    </thead>\n{pad}    <tbody>\n'
                + "\n".join(row(r) for r in block["rows"][1:]) + f"\n{pad}    </tbody>\n{pad}</tgroup></table>")

    # Documents

    def xml(self):
        if self.form == "xml-legacy":
            return self.legacy()
        return self.questions() if self.metadata.get("kind") == "antwoord" else self.paper()

    def publication(self, content):
        record = f"https://zoek.officielebekendmakingen.nl/{paper_id(self.letter)}/metadata.xml"
        return (f'<?xml version="1.0" encoding="utf-8"?>\n<officiele-publicatie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                f'xsi:noNamespaceSchemaLocation="{SCHEMA}">\n  <metadata>\n    <meta name="OVERHEIDop.externMetadataRecord" scheme="" '
                f'content="{record}" />\n  </metadata>\n{content}\n</officiele-publicatie>\n')

    def head(self, tag, kind):
        m = self.metadata
        one = chamber(m) == "Eerste"
        return (f'    <{tag}>\n      <tekstregel inhoud="vergaderjaar">Vergaderjaar {session(m, "-")}</tekstregel>\n'
                f'      <tekstregel inhoud="kameraanduiding">{chamber(m)} Kamer der Staten-Generaal</tekstregel>\n'
                f'      <tekstregel inhoud="kamernummer">{1 if one else 2}</tekstregel>\n'
                f'      <tekstregel inhoud="documenttype">{kind}</tekstregel>\n    </{tag}>\n')

    def signing(self, pad):
        out = []
        for s in self.letter.get("signatories", []):
            given, family = re.fullmatch(r"((?:[A-Z][a-z]?\.)+ ?|[A-Z]\w+ (?=\w))?(.+)", s["name"]).groups()
            name = (f"<voornaam>{esc(given.strip())}</voornaam>" if given else "") + f"<achternaam>{esc(family)}</achternaam>"
            out.append(f'{pad}<ondertekening>\n{pad}  <functie>{esc(s["office"].rstrip(","))},</functie>\n{pad}  <naam>{name}</naam>\n{pad}</ondertekening>')
        return "\n".join(out)

    def paper(self):
        m, letter = self.metadata, self.letter
        dossiers = []
        for d in m.get("dossiers", []):
            chapter = f'<begrotingshoofdstuk>{esc(d["chapter"])}</begrotingshoofdstuk>' if d.get("chapter") else ""
            dossiers.append(f'    <dossier>\n      <dossiernummer>\n        <dossiernr>{esc(d["number"])}</dossiernr>{chapter}\n      </dossiernummer>\n'
                            f'      <titel>{self.runs(d["title"])}</titel>\n    </dossier>\n')
        number = str(m.get("number", "1"))
        label = "" if number.isalpha() else "Nr. "
        title = self.runs(paper_title(letter) if m.get("titleAsPrinted") else paper_title(letter).upper())
        pad = " " * 12
        annex = ""
        text = self.blocks(letter["blocks"], pad)
        if letter.get("annex"):
            annex = (f'\n    <bijlage>\n      <kop><titel>{self.runs(letter["annex"]["title"])}</titel></kop>\n'
                     f'{self.blocks(letter["annex"]["blocks"], " " * 6)}\n    </bijlage>')
        return self.publication(
            "  <kamerstuk>\n" + self.head("kamerstukkop", "Kamerstukken") + "".join(dossiers)
            + f'    <stuk>\n      <stuknr>{label}<ondernummer kamer="{1 if chamber(m) == "Eerste" else 2}">{esc(number)}</ondernummer></stuknr>\n'
            f'      <titel>{title} </titel>\n      <algemeen>\n        <vrije-tekst>\n          <tekst status="goed">\n'
            f"{pad}<al>Aan de Voorzitter van de {chamber(m)} Kamer der Staten-Generaal</al>\n{pad}<al>Den Haag, {long_date(m['date'])}</al>\n"
            f"{text}\n          </tekst>\n        </vrije-tekst>\n        <tekst-sluiting>\n{self.signing(' ' * 10)}\n        </tekst-sluiting>\n"
            f"      </algemeen>\n    </stuk>{annex}\n  </kamerstuk>")

    def questions(self):
        m, letter = self.metadata, self.letter
        asked = re.fullmatch(r"(Vragen van (?:het lid|de leden) )(.+?)( \([^()]+\).*? )over (.+)", m["title"])
        title = self.runs(m["title"])
        if asked:
            title = (f"{esc(asked.group(1))}<naam><achternaam>{esc(asked.group(2))}</achternaam></naam>{esc(asked.group(3))}over "
                     f"<kamervraagonderwerp>{self.runs(asked.group(4))}</kamervraagonderwerp>")
        answers = []
        for s in letter["signatories"]:
            office, _, portfolio = s["office"].partition(" (")
            answers.append(f'{esc(office)} <naam><achternaam>{esc(s["name"])}</achternaam></naam> (<organisatie>{esc(portfolio.rstrip(")"))}</organisatie>)')
        submitted = f' (ingezonden <datum isodatum="{m["submitted"]}">{long_date(m["submitted"])}</datum>).' if m.get("submitted") else "."
        out = ["  <kamervragen>\n" + self.head("kamervraagkop", "Aanhangsel van de Handelingen").rstrip("\n"),
               f'    <kamervraagnummer>{esc(str(m["number"]))}</kamervraagnummer>',
               f'    <kamervraagomschrijving type="vraag">{title}{submitted}</kamervraagomschrijving>',
               f'    <kamervraagomschrijving type="antwoord">Antwoord van {" en ".join(answers)} (ontvangen <datum isodatum="{m["date"]}">'
               f'{long_date(m["date"])}</datum>).</kamervraagomschrijving>']
        part, held = None, []

        def close():
            if part:
                out.append(f'    <{part[0]}>\n      <nr status="officieel">{esc(part[1])}</nr>\n{self.blocks(held, " " * 6)}\n    </{part[0]}>')
        for block in letter["blocks"]:
            if block["type"] == "h" and re.match(r"(Vraag|Vragen|Antwoord)\b", block["text"]):
                close()
                part, held = ("antwoord" if block["text"].startswith("Antwoord") else "vraag", block["text"]), []
            else:
                held.append(block)
        close()
        return self.publication("\n".join(out) + "\n  </kamervragen>")

    def legacy(self):
        """`kamerwrk` (1995 to 2009): hard line breaks, numbers in the headings' text, the signature as last paragraphs, notes at the end."""
        m, letter = self.metadata, self.letter
        d = m["dossiers"][0]
        lines = []

        def al(text):
            words, line = [], ""
            for word in re.split(r" (?![^<>]*>)", text):
                if line and len(line) + 1 + len(word) > 75:
                    words.append(line)
                    line = word
                else:
                    line = f"{line} {word}" if line else word
            lines.append("<al>" + "\n".join(words + [line]) + "</al>")

        def blocks(items):
            for block in items:
                if block["type"] == "h":
                    lines.append(f'<tuskop letat="{STYLES[block.get("level", 1)]}">{self.runs(block["text"])}</tuskop>')
                elif block["type"] == "li":
                    marker = block.get("marker", "•")
                    al(("– " if marker in BULLETS else esc(marker) + " ") + self.runs(block["text"]))
                elif block["type"] == "table":
                    lines.append(self.table(block, ""))
                else:
                    al(self.runs(block["text"]))
                    lines.append("<witreg></witreg>")
        al(f"Aan de Voorzitter van de {chamber(m)} Kamer der Staten-Generaal")
        al(f"Den Haag, {long_date(m['date'])}")
        blocks(letter["blocks"])
        for s in letter["signatories"]:
            al(esc(s["office"].rstrip(",")) + ",")
            al(esc(s["name"]))
        notes = "\n".join(f'<voetnoot nr="{esc(n)}" id="voet{esc(n)}"><al>{self.runs(letter["footnotes"][n])}</al></voetnoot>' for n in list(self.called))
        number = str(m.get("number", "1"))
        chapter = f' {d["chapter"]}' if d.get("chapter") else ""
        label = "" if number.isalpha() else "<ltrlabel>Nr. </ltrlabel>"
        which = "1" if chamber(m) == "Eerste" else "2"
        return (f'<?xml version="1.0" encoding="utf-8"?>\n<kamerwrk kamer="{which}" publtype="brief">\n<metadata>\n<meta '
                f'name="OVERHEIDop.externMetadataRecord" scheme="" content="https://zoek.officielebekendmakingen.nl/{paper_id(letter)}/metadata.xml"/>\n'
                f"</metadata>\n<kop><titel>{chamber(m)} Kamer der Staten-Generaal</titel><subtitel>{which}</subtitel><subtitel>Vergaderjaar "
                f'{session(m, "-")}</subtitel></kop>\n<frontm><versie dtd="0.10" conv="rel_1_0_7_8__1.1" markup="1xa"></versie><ordernr>KST000000</ordernr>'
                f'<vergjaar>{session(m, "-")}</vergjaar><onderw><nummer>{esc(d["number"])}{chapter}</nummer><naam>{self.runs(d["title"])}</naam></onderw></frontm>\n'
                f'<body><stuk>{label}<nummer>{esc(number)}</nummer><titel>{self.runs(paper_title(letter).upper())}</titel>\n' + "\n".join(lines)
                + f"</stuk></body>\n{notes}\n</kamerwrk>\n")
