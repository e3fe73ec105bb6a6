#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Render the letters of a corpus, and write the gold they imply.

    render_letters.py corpora/kamerbrieven [--only SLUG]...

Reads CORPUS/sources/*.json and writes CORPUS/letters/SLUG.pdf (a letter in a second form: SLUG.FORM.pdf), SLUG.xml, and
CORPUS/gold/SLUG.json, SLUG.xml.json.  Needs LibreOffice (`soffice`) and, for page images, `pdftoppm`.  The same source
gives the same bytes with the same LibreOffice and fonts.  The format of a source is described in the corpus's README.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

from kamerbrieven.gold import gold_for
from kamerbrieven.officialxml import OfficialXML
from kamerbrieven.opendocument import Document
from kamerbrieven.pdffile import page_images, scan, without_moment
from kamerbrieven.source import XML_FORMS, load


def file_names(letter):
    """(form, file name) of each form; the first PDF form has the plain name."""
    printed = False
    for form in letter["forms"]:
        if form in XML_FORMS:
            yield form, f'{letter["slug"]}.xml'
        else:
            yield form, f'{letter["slug"]}.{form}.pdf' if printed else f'{letter["slug"]}.pdf'
            printed = True


def convert(files, folder, tagged):
    options = f'{{"UseTaggedPDF":{{"type":"boolean","value":"{str(tagged).lower()}"}},"ExportBookmarks":{{"type":"boolean","value":"false"}}}}'
    for at in range(0, len(files), 20):
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", f"pdf:writer_pdf_Export:{options}",
                        "--outdir", str(folder), *map(str, files[at:at + 20])], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--only", action="append", metavar="SLUG", help="render this letter; may be given again")
    arguments = parser.parse_args()
    letters, gold = arguments.corpus / "letters", arguments.corpus / "gold"
    for folder in (letters, gold):
        folder.mkdir(exist_ok=True)
    written = 0
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        jobs, texts = [], {True: [], False: []}
        for path in sorted((arguments.corpus / "sources").glob("*.json")):
            if arguments.only and path.stem not in arguments.only:
                continue
            letter = load(path)
            for form, name in file_names(letter):
                jobs.append((letter, form, name))
                if form in XML_FORMS:
                    continue
                look = letter.get("scanOf", "rijk") if form == "scan" else form
                text = temporary / f"{pathlib.Path(name).stem}.fodt"
                text.write_text(Document(letter, look).xml(), encoding="utf-8")
                texts[letter.get("tagged", True)].append(text)
        for tagged, files in texts.items():
            if files:
                convert(files, temporary, tagged)
        for letter, form, name in jobs:
            if form in XML_FORMS:
                data = OfficialXML(letter, form).xml().encode()
            elif form == "scan":
                data = scan(page_images(temporary / name, temporary), letter)
            else:
                data = without_moment((temporary / name).read_bytes(), letter, name)
            (letters / name).write_bytes(data)
            record = gold / (f"{name}.json" if name.endswith(".xml") else f"{pathlib.Path(name).stem}.json")
            record.write_text(json.dumps(gold_for(letter, data, name, form), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            written += 1
    print(f"{written} letters in {letters}")


if __name__ == "__main__":
    main()
