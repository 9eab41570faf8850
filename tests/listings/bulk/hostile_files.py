"""Files that nobody sends by mistake, made here: more than twenty-four, each with what it attacks as its name."""

import zlib
from io import BytesIO
from struct import pack
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import openpyxl

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'


def an_xlsx(*rows: list[Any]) -> bytes:
    """A plain workbook."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


PLAIN = an_xlsx(["Matière", "Quantité", "Unité"], ["Bois", 2.5, "t"])


def with_member(name: str, content: bytes, *, packed: bool = True) -> bytes:
    """The plain workbook with one more member, or another in the place of its own."""
    source, buffer = ZipFile(BytesIO(PLAIN)), BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for info in source.infolist():
            if info.filename != name:
                archive.writestr(info, source.read(info))
        archive.writestr(ZipInfo(name), content, ZIP_DEFLATED if packed else ZIP_STORED)
    return buffer.getvalue()


def _a_bare_zip() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    return buffer.getvalue()


def _encrypted() -> bytes:
    content = bytearray(PLAIN)
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    return bytes(content)


def _lying_sizes() -> bytes:
    """Its directory says ten bytes; sixty million come out."""
    content = bytearray(with_member("xl/media/image1.bin", b"\0" * 60_000_000))
    start = content.rindex(b"PK\x01\x02")
    content[start + 24 : start + 28] = pack("<I", 10)
    return bytes(content)


def _twice() -> bytes:
    buffer = BytesIO(PLAIN)
    with ZipFile(buffer, "a") as archive:
        info = ZipInfo("xl/workbook.xml ")
        archive.writestr(info, b"<x/>")
    return buffer.getvalue().replace(b"xl/workbook.xml ", b"xl/styles.xml\0\0\0")


def _far_cell() -> bytes:
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    return with_member("xl/worksheets/sheet1.xml", sheet)


def _png_bomb() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))

    header = pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


TABLES: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b"  \n \n",
    "a heading alone": "Matière;Quantité\n".encode(),
    "nul bytes": b"Bois;1\0;t\n" * 3 + b"\0\0\0",
    "half an utf-16": b"\xff\xfeA",
    "what 1252 lacks": b"Mati\x81re;x\n\x8d;\x9d\n",
    "an open quote": b'Mati,"x\n' + b"y\n" * 10,
    "ten thousand and one rows": b"a;b\n" + b"1;2\n" * 10_001,
    "sixty-one columns": b";".join([b"a"] * 61) + b"\n" + b";".join([b"1"] * 61),
    "a cell of two hundred thousand characters": b"a;b\n" + b"x" * 200_000 + b";1\n",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    "a picture named csv": _png_bomb(),
    "a pdf named xlsx": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"\0" * 200,
    "a zip that is no workbook": _a_bare_zip(),
    "half a workbook": PLAIN[: len(PLAIN) // 2],
    "a workbook without its directory": PLAIN[:-22],
    "entities": with_member("xl/workbook.xml", ENTITY.encode()),
    "entities in utf-16": with_member("xl/workbook.xml", ENTITY.encode("utf-16")),
    "an external entity": with_member("xl/sharedStrings.xml", EXTERNAL.encode()),
    "entities across two pieces": with_member("xl/theme/theme2.xml", b" " * 65530 + b"<!DOC" + b"TYPE x []><x/>"),
    "a name that climbs": with_member("../../evil.xml", b"<x/>"),
    "an absolute name": with_member("/etc/cron.d/evil", b"x"),
    "a windows name": with_member("..\\evil.xml", b"x"),
    "a drive's name": with_member("C:/evil.xml", b"x"),
    "sixty megabytes of zeros": with_member("xl/media/image1.bin", b"\0" * 60_000_000),
    "a lie about sizes": _lying_sizes(),
    "an encrypted member": _encrypted(),
    "one name twice": _twice(),
    "a far cell": _far_cell(),
    "xml that ends early": with_member("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
}
