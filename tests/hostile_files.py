"""Files that somebody might send to do harm: as (name, type that is claimed, content)."""

import zlib
from io import BytesIO
from struct import pack

from PIL import Image

from tests.listings.bulk.hostile_files import TABLES
from tests.listings.test_pictures import SVG, a_bomb, a_photo, photo_with_place

CANARY = b"canary"
SCRIPT = b"<html><script>alert('canary')</script></html>"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"
RUNS = b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
Sent = tuple[str, str, bytes]


def _with_text_bomb() -> bytes:
    """A PNG whose compressed comment unpacks to a hundred megabytes."""
    comment = b"comment\0\0" + zlib.compress(b"\0" * 100_000_000, 9)
    chunk = pack(">I", len(comment)) + b"zTXt" + comment + pack(">I", zlib.crc32(b"zTXt" + comment))
    picture = a_photo(file_format="PNG")
    return picture[:33] + chunk + picture[33:]


def _endless_scans() -> bytes:
    """A JPEG that claims 65,535 by 65,535 pixels."""
    picture = bytearray(a_photo())
    at = picture.index(b"\xff\xc0")
    picture[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    return bytes(picture)


def _animation() -> bytes:
    frames = [Image.new("RGB", (64, 64), (number, 0, 0)) for number in range(200)]
    buffer = BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:], duration=1)
    return buffer.getvalue()


FILES: dict[str, Sent] = {
    "nothing": ("lot.jpg", "image/jpeg", b""),
    "a drawing with a script": ("lot.svg", "image/svg+xml", SVG),
    "a drawing named jpg": ("lot.jpg", "image/jpeg", SVG),
    "a page named jpg": ("lot.jpg", "image/jpeg", SCRIPT),
    "a page named pdf": ("act.pdf", "application/pdf", SCRIPT),
    "a page behind the mark of a pdf": ("act.pdf", "application/pdf", b"%PDF-1.7\n" + SCRIPT),
    "a pdf that runs a script": ("act.pdf", "application/pdf", PDF.replace(b"/Catalog", b"/Catalog" + RUNS)),
    "half a pdf": ("act.pdf", "application/pdf", PDF[:30]),
    "a picture that unpacks to gigabytes": ("lot.png", "image/png", a_bomb()),
    "a comment that unpacks to a hundred megabytes": ("lot.png", "image/png", _with_text_bomb()),
    "a photo of four thousand million pixels": ("lot.jpg", "image/jpeg", _endless_scans()),
    "half a photo": ("lot.jpg", "image/jpeg", a_photo()[:200]),
    "a photo that knows its place": ("lot.jpg", "image/jpeg", photo_with_place()),
    "a photo and an archive in one": ("lot.jpg", "image/jpeg", a_photo() + TABLES["a zip that is no workbook"]),
    "a photo and a page in one": ("lot.html", "text/html", a_photo() + SCRIPT),
    "two hundred frames": ("lot.webp", "image/webp", _animation()),
    "a format nobody asked for": ("lot.gif", "image/gif", a_photo(file_format="GIF")),
    "another one": ("lot.tiff", "image/tiff", a_photo(file_format="TIFF")),
    "eleven megabytes": ("lot.jpg", "image/jpeg", b"\xff\xd8\xff" + b"\0" * 11_000_000),
    "a workbook of zeros": ("lots.xlsx", "application/vnd.ms-excel", TABLES["sixty megabytes of zeros"]),
    "a workbook with entities": ("lots.xlsx", "application/vnd.ms-excel", TABLES["entities"]),
    "a workbook that climbs": ("lots.xlsx", "application/vnd.ms-excel", TABLES["a name that climbs"]),
    "a table of formulas": ("lots.csv", "text/csv", b"Mati\xc3\xa8re;Quantit\xc3\xa9\n=cmd|'/c calc'!A1;@SUM(1)\n"),
    "a table with nul bytes": ("lots.csv", "text/csv", TABLES["nul bytes"]),
    "a name that climbs": ("../../../../tmp/canary.jpg", "image/jpeg", a_photo()),
    "a device's name": ("CON.jpg", "image/jpeg", a_photo()),
    "a name of three hundred letters": ("x" * 300 + ".jpg", "image/jpeg", a_photo()),
    "a name that turns round": ("photo\u202egpj.exe", "image/jpeg", a_photo()),
}
