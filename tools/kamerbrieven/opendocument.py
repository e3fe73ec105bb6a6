# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter as a flat OpenDocument text in one of its forms. LibreOffice makes the pages."""
import html
import re
from dataclasses import dataclass, replace

from .hyphenation import softened
from .source import (BULLETS, LETTER_FORMS, TYPESET, as_printed, chamber, dossier_number, flat, long_date, number_line, paper_id, paper_title,
                     parse, session)

NAMESPACES = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in dict(
    office="office", style="style", text="text", table="table", draw="drawing", fo="xsl-fo-compatible", svg="svg-compatible",
    meta="meta").items()) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'

# Ministry, by a word of its name: street, its postcode and town, post box, its postcode.
ADDRESSES = [
    ("Volksgezondheid", "Parnassusplein 5", "2511 VX  Den Haag", "Postbus 20350", "2500 EJ  Den Haag"),
    ("Sociale Zaken", "Parnassusplein 5", "2511 VX  Den Haag", "Postbus 90801", "2509 LV  Den Haag"),
    ("Infrastructuur", "Rijnstraat 8", "2515 XP  Den Haag", "Postbus 20901", "2500 EX  Den Haag"),
    ("Buitenlandse", "Rijnstraat 8", "2515 XP  Den Haag", "Postbus 20061", "2500 EB  Den Haag"),
    ("Onderwijs", "Rijnstraat 50", "2515 XP  Den Haag", "Postbus 16375", "2500 BJ  Den Haag"),
    ("Financi", "Korte Voorhout 7", "2511 CW  Den Haag", "Postbus 20201", "2500 EE  Den Haag"),
    ("Binnenlandse", "Turfmarkt 147", "2511 DP  Den Haag", "Postbus 20011", "2500 EA  Den Haag"),
    ("Justitie", "Turfmarkt 147", "2511 DP  Den Haag", "Postbus 20301", "2500 EH  Den Haag"),
    ("Asiel", "Turfmarkt 147", "2511 DP  Den Haag", "Postbus 20301", "2500 EH  Den Haag"),
    ("Defensie", "Plein 4", "2511 CR  Den Haag", "Postbus 20701", "2500 ES  Den Haag"),
    ("Landbouw", "Bezuidenhoutseweg 73", "2594 AC  Den Haag", "Postbus 20401", "2500 EK  Den Haag"),
    ("", "Bezuidenhoutseweg 73", "2594 AC  Den Haag", "Postbus 20401", "2500 EC  Den Haag"),
]

FIGURE = re.compile(r"[-–‒+]? ?€? ?[\d., ]+%?|[-–]|")


@dataclass(frozen=True)
class Form:
    """Sizes in points, lengths in centimetres."""
    font: str
    size: float
    leading: float
    note: float
    top: float
    bottom: float
    left: float
    right: float
    gap: float = 0.42
    justified: bool = False
    hyphenated: bool = False
    heads: tuple = ()  # how headings look, a level each: words of HEAD_LOOKS
    note_label: str = "raised"  # raised | plain
    references: str = "rows"  # rows | columns
    page_number: str = "Pagina {n} van {m}"
    running_head: str = ""  # a line at the head of the second page and the following

    @property
    def width(self):
        return 21 - self.left - self.right


FORMS = {
    "rijk": Form("DejaVu Sans", 9, 12, 7, top=5.0, bottom=1.2, left=2.8, right=5.0),
    "kamerstuk": Form("Liberation Sans", 9, 11, 7, top=1.6, bottom=1.2, left=8.1, right=1.4, gap=0.32, justified=True, hyphenated=True),
    "onopgemaakt": Form("DejaVu Sans", 9.5, 11.5, 8, top=2.4, bottom=1.8, left=2.5, right=2.0, gap=0.3),
    "plain": Form("Carlito", 11, 13.5, 9, top=2.4, bottom=1.6, left=2.5, right=2.5),
    "dense": Form("Open Sans", 8.5, 10.5, 6.5, top=1.8, bottom=1.2, left=2.2, right=2.2, gap=0.2, justified=True),
}

UNDERLINED = 'style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"'
HEAD_LOOKS = {"bold": 'fo:font-weight="bold"', "italic": 'fo:font-style="italic"', "underlined": UNDERLINED, "blue": 'fo:color="#154273"',
              "capitals": 'fo:text-transform="uppercase"', "small-capitals": 'fo:font-variant="small-caps"', "large": "", "plain": ""}


def esc(text):
    """XML text that keeps runs of blanks."""
    text = html.escape(text, quote=False)
    while "  " in text:
        text = text.replace("  ", " <text:s/>")
    return text


def p(style, content=""):
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def frame(content, x, y, width, style="ColFrame", anchor='text:anchor-type="page" text:anchor-page-number="1"'):
    return (f'<draw:frame draw:style-name="{style}" {anchor} svg:x="{x}cm" svg:y="{y}cm" svg:width="{width}cm" draw:z-index="0">'
            f'<draw:text-box fo:min-height="0.5cm">{content}</draw:text-box></draw:frame>')


class Document:
    def __init__(self, letter, form):
        self.letter, self.name, self.form = letter, form, FORMS[form]
        if form in LETTER_FORMS and letter.get("look"):
            look = dict(letter["look"])
            look["heads"] = tuple(look.get("heads", ()))
            self.form = replace(self.form, **look)
        self.metadata = letter["metadata"]
        self.body, self.tables, self.called = [], [], []

    # Text

    def runs(self, text, soften=None):
        soften = self.form.hyphenated if soften is None else soften

        def walk(nodes):
            out = []
            for n in nodes:
                if isinstance(n, str):
                    out.append(esc(softened(n) if soften else n))
                elif n[0] == "fn":
                    out.append(self.call(n[1]))
                else:
                    out.append(f'<text:span text:style-name="{n[0].capitalize()}">{walk(n[1])}</text:span>')
            return "".join(out)
        return walk(parse(as_printed(text, self.name)))

    def call(self, label):
        if label in self.called:
            return f'<text:span text:style-name="NoteCall">{esc(label)}</text:span>'
        self.called.append(label)
        own = f' text:label="{esc(label)}"' if label != str(len(self.called)) else ""
        lead = "<text:s/>" if self.form.note_label == "raised" else "<text:tab/>"
        body = "".join(p("Footnote", (lead if i == 0 else "") + self.runs(part))
                       for i, part in enumerate(self.letter["footnotes"][label].split("\n")))
        return (f'<text:note text:id="ftn{len(self.called)}" text:note-class="footnote"><text:note-citation{own}>{esc(label)}'
                f'</text:note-citation><text:note-body>{body}</text:note-body></text:note>')

    # Blocks

    def blocks(self, items, style="Body", boxed=False):
        out = []
        for i, block in enumerate(items):
            kind, following = block["type"], items[i + 1]["type"] if i + 1 < len(items) else None
            if kind == "h":
                out.append(f'<text:h text:style-name="Head{min(block.get("level", 1), 3)}" text:outline-level="{block.get("level", 1)}">'
                           f'{self.runs(block["text"], False)}</text:h>')
            elif kind == "li":
                out.append(self.item(block, following == "li"))
            elif kind == "table":
                out.append(self.table(block))
            elif kind == "box":
                out.append(self.box(block))
            elif kind == "columns":
                out.append(self.beside(block))
            else:
                out.append(p("Close" if following == "li" or boxed and following is None else style, self.runs(block["text"])))
        return "".join(out)

    def item(self, block, more):
        marker, level = block.get("marker", "•"), block.get("level", 1)
        style = ("Item" if more else "ItemLast") + ("2" if level > 1 else "")
        if marker in BULLETS:
            name = "Bul" + str(ord(marker))
            return f'<text:list text:style-name="{name}"><text:list-item>{p(style, self.runs(block["text"]))}</text:list-item></text:list>'
        return p("Num" + style, f'{esc(marker)}<text:tab/>{self.runs(block["text"])}')

    def table(self, block):
        name, rows = f"T{len(self.tables)}", block["rows"]
        columns = max(len(r) for r in rows)
        texts = [[flat(r[i]) if i < len(r) else "" for r in rows] for i in range(columns)]
        shares = block.get("widths") or [max(8, min(28, max(map(len, column)))) for column in texts]
        # figures stand to the right of their column, and so does what stands over them
        right = [all(FIGURE.fullmatch(t) for t in column[1:]) for column in texts]
        width = self.form.width
        styles = [f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{width}cm" '
                  f'table:align="left" fo:margin-bottom="{self.form.gap}cm"/></style:style>']
        styles += [f'<style:style style:name="{name}.{i}" style:family="table-column"><style:table-column-properties '
                   f'style:column-width="{width * s / sum(shares):.2f}cm"/></style:style>' for i, s in enumerate(shares)]
        self.tables.append("".join(styles))

        cell = "Ruled" if block.get("ruled", True) else "Unruled"

        def row(cells, style):
            return '<table:table-row table:style-name="Row">' + "".join(
                f'<table:table-cell table:style-name="{cell}" office:value-type="string">{p(style + ("Right" if right[i] else ""), self.runs(t, False))}'
                "</table:table-cell>" for i, t in enumerate(cells)) + "</table:table-row>"
        return (f'<table:table table:style-name="{name}">' + "".join(f'<table:table-column table:style-name="{name}.{i}"/>' for i in range(columns))
                + f'<table:table-header-rows>{row(rows[0], "CellHead")}</table:table-header-rows>'
                + "".join(row(r, "Cell") for r in rows[1:]) + "</table:table>" + p("Gap"))

    def box(self, block):
        name = f"T{len(self.tables)}"
        self.tables.append(f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{self.form.width}cm" '
                           f'table:align="left"/></style:style>')
        return (f'<table:table table:style-name="{name}"><table:table-column/><table:table-row table:style-name="Row">'
                f'<table:table-cell table:style-name="Boxed" office:value-type="string">{self.blocks(block["blocks"], "Body", True)}'
                f'</table:table-cell></table:table-row></table:table>' + p("Gap"))

    def beside(self, block):
        name = f"T{len(self.tables)}"
        self.tables.append(f'<style:style style:name="{name}" style:family="section"><style:section-properties><style:columns fo:column-count="2">'
                           '<style:column style:rel-width="1*" fo:start-indent="0cm" fo:end-indent="0.4cm"/><style:column style:rel-width="1*" '
                           'fo:start-indent="0.4cm" fo:end-indent="0cm"/></style:columns></style:section-properties></style:style>')
        return f'<text:section text:style-name="{name}" text:name="{name}">{self.blocks(block["blocks"])}</text:section>'

    def signatures(self):
        layout, people = self.letter.get("signatureLayout", "stacked"), self.letter.get("signatories", [])
        closing = self.metadata.get("closing") if self.name not in TYPESET else None
        out = [p("Sig", esc(closing)) + p("Sig")] if closing else [p("Sig")]
        if layout == "none" or not people:
            return "".join(out) if closing else ""
        if self.name in TYPESET:
            if self.metadata.get("kind") == "antwoord":
                return ""
            return "".join(p("Sig", esc(s["office"].rstrip(",")) + ",") + p("SigLast", esc(s["name"])) for s in people)
        if layout == "columns":
            width = self.form.width / len(people)
            self.tables.append(f'<style:style style:name="Signing" style:family="table"><style:table-properties style:width="{self.form.width}cm" '
                               f'table:align="left"/></style:style><style:style style:name="Signing.C" style:family="table-column">'
                               f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>')
            part = lambda texts: "<table:table-row>" + "".join(
                f'<table:table-cell table:style-name="Bare" office:value-type="string">{"".join(p("Sig", esc(t)) for t in text)}'
                "</table:table-cell>" for text in texts) + "</table:table-row>"
            out.append(f'<table:table table:style-name="Signing"><table:table-column table:style-name="Signing.C" '
                       f'table:number-columns-repeated="{len(people)}"/>' + part([[s["office"].rstrip(",") + ","] for s in people])
                       + part([["", "", "", s["name"]] for s in people]) + "</table:table>" + p("Gap"))
        elif layout == "name-first":
            out += [p("Sig") + p("Sig") + p("Sig", esc(s["name"])) + p("SigLast", esc(s["office"].rstrip(","))) for s in people]
        else:
            out += [p("Sig", esc(s["office"].rstrip(",")) + ",") + p("Sig") * 4 + p("SigLast", esc(s["name"])) for s in people]
        return "".join(out)

    # Heads and feet

    def sender(self):
        """The ministry, and the directorate where there is one, at the head of the margin column."""
        m = self.metadata
        if m.get("directorate"):
            return p("ColB", esc(m["sender"])) + p("ColLast", esc(m["directorate"]))
        return p("ColBLast", esc(m["sender"]))

    def letterhead(self):
        m, f = self.metadata, self.form
        date = long_date(m["date"])
        label = m.get("referenceLabel", "Ons kenmerk")
        rows = [("Datum", date)]
        out = []
        if self.name == "rijk":
            address = next(a for a in ADDRESSES if a[0] in m["sender"])
            column = [self.sender(), p("ColB", "Bezoekadres"), p("Col", address[1]), p("Col", esc(address[2])), p("ColLast", "www.rijksoverheid.nl"),
                       p("ColB", label), p("ColLast", esc(m["reference"]))]
            if m.get("yourReference") or m.get("case"):
                column += [p("ColB", "Uw kenmerk"), p("ColLast", esc(m.get("yourReference") or m["case"]))]
            if m.get("attachments"):
                column += [p("ColB", "Bijlage(n)"), p("ColLast", str(m["attachments"]))]
            column.append(p("ColI", "Correspondentie uitsluitend richten aan het retouradres met vermelding van de datum en het kenmerk van deze brief."))
            out += [frame(p("Wordmark", esc(m["sender"])), 11.8, 2.4, 7.5), frame("".join(column), 17.0, 5.9, 3.4),
                    p("Retour", f"&gt; Retouradres {address[3]}  {address[4]}".replace("  ", " <text:s/>"))]
        else:
            out.append(p("Retour", esc(m["sender"])))
            rows.append((label, m["reference"]))
        recipient = m.get("recipient", [])
        out += [p("Addr", esc(x)) for x in recipient]
        rows.append((m.get("subjectLabel", "Betreft"), m["subject"]))
        if self.form.references == "columns":
            *labelled, about = rows
            out.append(p("RefLabels", "<text:tab/>".join(esc(name) for name, _ in labelled)))
            out.append(p("RefValues", "<text:tab/>".join(esc(value) for _, value in labelled)))
            rows = [about]
        for i, (name, value) in enumerate(rows):
            style = "RefLast" if len(rows) == 1 else "RefFirst" if i == 0 else "RefLast" if i + 1 == len(rows) else "Ref"
            out.append(p(style, f"{esc(name)}<text:tab/>{esc(value)}"))
        if m.get("salutation"):
            out.append(p("Body", esc(m["salutation"])))
        return "".join(out)

    def paper_head(self):
        m = self.metadata
        date = long_date(m["date"])
        full = f"{chamber(m)} Kamer der Staten-Generaal"
        dossiers = m.get("dossiers") or [{"number": "36 000", "title": m["subject"]}]
        row = lambda style, left, right: p(style, f"{esc(left)}<text:tab/>{right}")
        title = esc(as_printed(paper_title(self.letter), self.name))
        out = []
        if self.name == "kamerstuk":
            out.append(p("Masthead", f'{full}<text:tab/><text:span text:style-name="ChamberNumber">{1 if chamber(m) == "Eerste" else 2}</text:span>'))
            if m.get("kind") == "antwoord":
                out.append(row("Session", f"Vergaderjaar {session(m)}", '<text:span text:style-name="B">Aanhangsel van de Handelingen</text:span>'))
                out.append(p("Asked", "Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden"))
                out.append(p("AnswerNumber", esc(str(m["number"]))))
                asked = f' (ingezonden {long_date(m["submitted"])}).' if m.get("submitted") else "."
                out.append(p("Body", self.runs(m["title"]) + asked))
                answers = []
                for s in self.letter["signatories"]:
                    office, _, portfolio = s["office"].partition(" (")
                    answers.append(f"{esc(office)} {{{{b:{s['name']}}}}} ({portfolio.rstrip(')')})")
                out.append(p("AnswerLine", self.runs(f'Antwoord van {" en ".join(answers)}', False) + f" (ontvangen {date})."))
                return "".join(out)
            out.append(row("Session", f"Vergaderjaar {session(m)}", ""))
            for i, d in enumerate(dossiers):
                out.append(row("Dossier" if i else "DossierFirst", dossier_number(d), esc(as_printed(d["title"], self.name))))
            out.append(row("PaperNumber", number_line(m), title.upper().replace("&AMP;", "&amp;") if not m.get("titleAsPrinted") else title))
        else:
            out += [row("Dossier", dossier_number(d), esc(as_printed(d["title"], self.name))) for d in dossiers]
            out.append(row("Dossier", number_line(m), title))
        out += [p("Body", f"Aan de Voorzitter van de {full}"), p("Body", f"Den Haag, {date}")]
        return "".join(out)

    def footer(self, first):
        m = self.metadata
        if self.name == "kamerstuk":
            number = number_line(m).replace("Nr.", "nr.")
            if m.get("kind") == "antwoord":
                line = f"{chamber(m)} Kamer, vergaderjaar {session(m)}, Aanhangsel"
            else:
                dossiers = " en ".join(dossier_number(d) for d in m.get("dossiers", [{"number": "36 000"}]))
                line = f"{chamber(m)} Kamer, vergaderjaar {session(m)}, {dossiers}, {number}"
            issn = "7363" if chamber(m) == "Eerste" else "7398" if m.get("kind") == "antwoord" else "7371"
            imprint = frame("".join(p("Imprint", esc(t)) for t in (paper_id(self.letter), f"ISSN 0921 - {issn}", f'’s-Gravenhage {m["date"][:4]}')),
                            2.0, 27.75, 4.5, anchor='text:anchor-type="paragraph"') if first else ""
            return p("Foot", f"{imprint}{esc(line)}<text:tab/><text:page-number/>")
        if self.name == "onopgemaakt":
            return p("Foot", "<text:tab/><text:page-number/>")
        return p("Foot", esc(self.form.page_number).format(n="<text:page-number/>", m="<text:page-count/>"))

    def header(self):
        m = self.metadata
        if self.form.running_head:
            line = esc(self.form.running_head).format(sender=esc(m["sender"]), date=long_date(m["date"]), reference=esc(m["reference"]),
                                                      n="<text:page-number/>", m="<text:page-count/>")
            return p("RunningHead", line.replace("\t", "<text:tab/>"))
        if self.name != "rijk":
            return ""
        column = (self.sender() + p("ColB", "Datum") + p("ColLast", long_date(m["date"])) + p("ColB", m.get("referenceLabel", "Ons kenmerk")) + p("Col", esc(m["reference"])))
        return p("Col", frame(column, 17.0, 5.3, 3.4, anchor='text:anchor-type="paragraph"'))

    # Styles

    def styles(self):
        f, kst = self.form, self.name == "kamerstuk"
        out = []

        def style(name, size=f.size, leading=None, align="start", text="", tabs="", **properties):
            properties = {k.replace("_", "-"): v for k, v in properties.items()}
            leading = f.leading if leading is None else leading
            if leading:
                properties["line-height"] = f"{leading}pt"
            given = " ".join(f'{"style" if k == "join-border" else "fo"}:{k}="{v}"' for k, v in properties.items())
            stops = f"<style:tab-stops>{tabs}</style:tab-stops>" if tabs else ""
            out.append(f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}" '
                       f'fo:orphans="2" fo:widows="2" {given}>{stops}</style:paragraph-properties><style:text-properties style:font-name="F" '
                       f'fo:font-size="{size}pt" fo:language="nl" fo:country="NL" fo:hyphenate="false" {text}/></style:style>')

        bold, italic = 'fo:font-weight="bold"', 'fo:font-style="italic"'
        stop = lambda at, kind="left": f'<style:tab-stop style:position="{at}cm" style:type="{kind}"/>'
        align, gap = ("justify" if f.justified else "start"), f"{f.gap}cm"
        style("Body", align=align, margin_bottom=gap)
        style("Close", align=align)
        style("Gap", size=4, leading=6)
        for deep, indent in (("", 0.6), ("2", 1.2)):
            style("Item" + deep, align=align)
            style("ItemLast" + deep, align=align, margin_bottom=gap)
            for last in ("Item", "ItemLast"):
                style("Num" + last + deep, align=align, margin_bottom=gap if "Last" in last else "0cm", margin_left=f"{indent + 0.15}cm",
                      text_indent=f"-0.75cm", tabs=stop(0))
        if f.heads:
            for level, look in enumerate((f.heads * 3)[:3] if len(f.heads) == 1 else (f.heads + f.heads[-1:])[:3], 1):
                larger = 2 if "large" in look.split() else 0
                style(f"Head{level}", size=f.size + larger, leading=f.leading + larger, keep_with_next="always",
                      text=" ".join(HEAD_LOOKS[word] for word in look.split()))
        else:
            self.heads(style, bold, italic)
        style("AnnexTitle", text=bold, break_before="page", keep_with_next="always", margin_bottom=gap)
        for name, look in (("Cell", ""), ("CellHead", bold)):
            style(name, size=f.size - 1, leading=f.leading - 1.5, text=look)
            style(name + "Right", size=f.size - 1, leading=f.leading - 1.5, text=look, align="end")
        style("Sig", keep_with_next="always")
        style("SigLast", margin_bottom=gap)
        style("Footnote", size=f.note, leading=f.note + 1.7, **(
            dict(margin_left="0.3cm", text_indent="-0.3cm") if kst
            else dict(margin_left="0.5cm", text_indent="-0.5cm", tabs=stop(0)) if f.note_label != "raised" else {}))
        right = dict(tabs=stop(f.width, "right"))
        if self.name == "rijk":
            style("Foot", size=6.5, leading=9, margin_left="14.2cm", margin_right="-4cm")
        else:
            style("Foot", size=8 if kst else 7.5, leading=10, align="start" if kst or self.name == "onopgemaakt" else "end", **right)
        style("RunningHead", size=f.size - 2, margin_bottom="0.6cm", **right)
        style("Wordmark", size=11, leading=13, text='fo:font-family="Liberation Serif"')
        style("Retour", size=6.5 if self.name == "rijk" else f.size, leading=9 if self.name == "rijk" else None,
              margin_bottom="0.35cm")
        style("Addr")
        # the row with the date stands at the same height whatever the length of the address
        space = 11.0 - 5.7 - 0.423 * len(self.metadata.get("recipient", [])) if self.name == "rijk" else 0.8
        ref = dict(margin_left="2cm" if self.name == "rijk" else "3cm", text_indent="-2cm" if self.name == "rijk" else "-3cm", tabs=stop(0))
        style("RefFirst", margin_top=f"{space:.2f}cm", **ref)
        style("Ref", **ref)
        style("RefLabels", size=f.size - 2, margin_top=f"{space:.2f}cm", tabs=stop(6) + stop(11))
        style("RefValues", margin_bottom=gap, tabs=stop(6) + stop(11))
        style("RefLast", margin_bottom="1.4cm" if self.name == "rijk" else "0.9cm", **ref)
        style("Col", size=6.5, leading=9)
        style("ColB", size=6.5, leading=9, text=bold)
        style("ColBLast", size=6.5, leading=9, margin_bottom="0.25cm", text=bold)
        style("ColLast", size=6.5, leading=9, margin_bottom="0.25cm")
        style("ColI", size=6.5, leading=9, text=italic)
        wide = dict(margin_left="-6.1cm", tabs=stop(17.6, "right"))
        hang = dict(margin_left="0cm" if kst else "3cm", text_indent="-6.1cm" if kst else "-3cm", tabs=stop(0))
        style("Masthead", size=14, leading=0, text=bold, border_bottom="0.7pt solid #000000", padding_bottom="0.3cm", join_border="false", **wide)
        style("Session", size=8, leading=0, margin_left="-6.1cm", tabs=stop(6.1), border_bottom="0.7pt solid #000000",
              padding_bottom="0.7cm", padding_top="0.2cm", join_border="false")
        style("Asked", text=bold, margin_top="0.3cm", margin_bottom="1.6cm")
        style("AnswerNumber", size=11.5, leading=0, text=bold, margin_bottom="0.5cm")
        style("AnswerLine", margin_bottom="0.5cm")
        style("DossierFirst", size=10, leading=0, text=bold, margin_bottom="0.2cm", margin_top="0.1cm", **hang)
        style("Dossier", size=10 if kst else f.size, leading=0 if kst else None, text=bold if kst else "", margin_bottom="0.2cm", **hang)
        style("PaperNumber", text=bold, margin_top="1.2cm", margin_bottom=gap, **hang)
        style("Imprint", size=5.5, leading=6.5)
        out.append(f'<style:style style:name="ChamberNumber" style:family="text"><style:text-properties fo:font-size="30pt"/></style:style>')
        for name, properties in dict(B=bold, I=italic, Sub='style:text-position="sub 66%"', Sup='style:text-position="super 66%"',
                                     NoteCall='style:text-position="super 66%"',
                                     NoteLabel='style:text-position="super 66%"' if f.note_label == "raised" else "").items():
            out.append(f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>')
        for marker in sorted(BULLETS):
            out.append(f'<text:list-style style:name="Bul{ord(marker)}"><text:list-level-style-bullet text:level="1" text:bullet-char="{marker}">'
                       '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment '
                       'text:label-followed-by="listtab" text:list-tab-stop-position="0.6cm" fo:text-indent="-0.6cm" fo:margin-left="0.6cm"/>'
                       '</style:list-level-properties></text:list-level-style-bullet></text:list-style>')
        out.append('<text:notes-configuration text:note-class="footnote" text:citation-body-style-name="NoteCall" text:citation-style-name="NoteLabel" '
                   'style:num-format="1" text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>')
        return "".join(out)

    def heads(self, style, bold, italic):
        f = self.form
        larger = 1 if self.name == "dense" else 0
        style("Head1", size=f.size + larger, leading=f.leading + larger, text=bold, keep_with_next="always")
        style("Head2", text=italic, keep_with_next="always")
        style("Head3", text=italic if self.name == "kamerstuk" else UNDERLINED, keep_with_next="always")

    def page_layout(self, name, header):
        f = self.form
        head = ('<style:header-style><style:header-footer-properties fo:min-height="0cm" fo:margin-bottom="0cm"/></style:header-style>'
                if header else "")
        return (f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
                f'fo:margin-top="{f.top}cm" fo:margin-bottom="{f.bottom}cm" fo:margin-left="{f.left}cm" fo:margin-right="{f.right}cm">'
                f'<style:footnote-sep style:width="0.018cm" style:distance-before-sep="0.3cm" style:distance-after-sep="0.1cm" '
                f'style:rel-width="30%"/></style:page-layout-properties>{head}<style:footer-style><style:header-footer-properties '
                f'fo:min-height="0.9cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>')

    def xml(self):
        m = self.metadata
        body = [self.paper_head() if self.name in TYPESET else self.letterhead(), self.blocks(self.letter["blocks"]), self.signatures()]
        if self.letter.get("annex"):
            annex = self.letter["annex"]
            body.append(f'<text:h text:style-name="AnnexTitle" text:outline-level="1">{self.runs(annex["title"], False)}</text:h>')
            body.append(self.blocks(annex["blocks"]))
        header = self.header()
        follow = f"<style:header>{header}</style:header>" if header else ""
        masters = (f'<style:master-page style:name="Standard" style:page-layout-name="pl1" style:next-style-name="Follow"><style:footer>'
                   f'{self.footer(True)}</style:footer></style:master-page><style:master-page style:name="Follow" style:page-layout-name="pl2">'
                   f'{follow}<style:footer>{self.footer(False)}</style:footer></style:master-page>')
        title = flat(m["title"]) if m.get("kind") == "antwoord" else m["subject"]
        graphic = ('<style:style style:name="ColFrame" style:family="graphic" style:parent-style-name="Frame"><style:graphic-properties draw:stroke="none" draw:fill="none" '
                   'fo:border="none" fo:padding="0cm" style:wrap="run-through" style:run-through="foreground" style:horizontal-rel="page" '
                   'style:vertical-rel="page" style:horizontal-pos="from-left" style:vertical-pos="from-top"/></style:style>')
        cells = "".join(f'<style:style style:name="{n}" style:family="table-cell"><style:table-cell-properties fo:padding="{pad}cm" fo:border="{b}"/></style:style>'
                        for n, pad, b in (("Ruled", 0.08, "0.5pt solid #000000"), ("Unruled", 0.08, "none"), ("Boxed", 0.2, "0.5pt solid #000000"), ("Bare", 0, "none")))
        row = '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="auto"/></style:style>'
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
                f'office:mimetype="application/vnd.oasis.opendocument.text"><office:meta><dc:title>{esc(title)}</dc:title><dc:language>nl-NL'
                f'</dc:language></office:meta><office:font-face-decls><style:font-face style:name="F" svg:font-family="\'{self.form.font}\'"/>'
                f'</office:font-face-decls><office:styles><style:style style:name="Frame" style:family="graphic"/>{self.styles()}</office:styles><office:automatic-styles>{graphic}{cells}{row}'
                f'{"".join(self.tables)}{self.page_layout("pl1", False)}{self.page_layout("pl2", bool(header))}</office:automatic-styles>'
                f'<office:master-styles>{masters}</office:master-styles><office:body><office:text>{"".join(body)}</office:text></office:body>'
                f'</office:document>')
