# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF files: the marks of the moment taken out of LibreOffice's, and page images wrapped by hand."""
import hashlib
import pathlib
import re
import subprocess
import zlib


def without_moment(data, letter, name):
    """The same bytes for the same source: dates and identifiers of equal length in the place of those of the run."""
    day = letter["metadata"]["date"].replace("-", "").encode()

    def dated(m):
        return m.group(1) + (day + b"120000Z''''''")[:len(m.group(2))] + b")"
    data = re.sub(rb"(/(?:CreationDate|ModDate)\(D:)([^)]*)\)", dated, data)
    stamp = hashlib.md5(name.encode()).hexdigest().upper().encode()
    data = re.sub(rb"(/ID \[ ?<)[0-9A-F]{32}(>\s*<)[0-9A-F]{32}(> ?\])", lambda m: m.group(1) + stamp + m.group(2) + stamp + m.group(3), data)
    return re.sub(rb"(/DocChecksum /)[0-9A-F]{32}", lambda m: m.group(1) + stamp, data)


def page_images(pdf, folder, resolution=100):
    """Grey images of the pages (PGM), in order."""
    subprocess.run(["pdftoppm", "-r", str(resolution), "-gray", str(pdf), str(folder / pdf.stem)], check=True)
    return sorted(pathlib.Path(folder).glob(f"{pdf.stem}-*.pgm"))


def grey_image(path):
    """Width, height and rows of a PGM image."""
    width, height, rows = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s(.*)", path.read_bytes(), re.S).groups()
    return int(width), int(height), rows


def scan(images, letter, resolution=100):
    """A PDF file of page images without a text layer, as a copier makes it."""
    day = letter["metadata"]["date"].replace("-", "")
    pages = range(len(images))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>",
               f"<</Type/Pages/Count {len(images)}/Kids[{' '.join(f'{4 + 3 * i} 0 R' for i in pages)}]>>".encode(),
               f"<</Producer(Document scanner)/CreationDate(D:{day}120000+01'00')>>".encode()]
    for i, image in enumerate(images):
        width, height, rows = grey_image(image)
        packed = zlib.compress(rows, 9)
        w, h = round(width * 72 / resolution, 2), round(height * 72 / resolution, 2)
        content = f"q {w} 0 0 {h} 0 0 cm /Im0 Do Q".encode()
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w} {h}]/Resources<</XObject<</Im0 {5 + 3 * i} 0 R>>>>/Contents {6 + 3 * i} 0 R>>".encode())
        objects.append(f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
                       f"/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream")
        objects.append(f"<</Length {len(content)}>>stream\n".encode() + content + b"\nendstream")
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for i, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{i} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{o:010d} 00000 n \n".encode() for o in offsets)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Info 3 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
