"""Whether a spreadsheet's archive is harmless enough to be read. Pure: bytes in."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_UNPACKED_BYTES = 50_000_000
_MOST_MEMBERS = 500
_PIECE = 65536
_ENCRYPTED = 0x1
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


class BadArchive(ValueError):
    """No archive, a bomb, names that lead elsewhere, encryption, or XML that declares entities."""


def ensure_harmless(content: bytes) -> None:
    """Nothing for an archive whose every member is a plain, bounded file. What it claims of its sizes is not believed.

    Raises BadArchive.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _look_at(archive)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise BadArchive from error
    except Exception as error:  # zlib, lzma and bz2 have errors of their own
        raise BadArchive from error


def _look_at(archive: ZipFile) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > _MOST_MEMBERS or len(names) < len(members) or "[Content_Types].xml" not in names:
        raise BadArchive
    left = MOST_UNPACKED_BYTES
    for member in members:
        if _leads_elsewhere(member.filename) or member.flag_bits & _ENCRYPTED:
            raise BadArchive
        left -= _unpacked_bytes(archive, member, left)


def _leads_elsewhere(name: str) -> bool:
    return ".." in name or name.startswith(("/", "\\")) or ":" in name or "\\" in name


def _unpacked_bytes(archive: ZipFile, member: ZipInfo, most: int) -> int:
    """How large a member really is. Raises BadArchive above the bound and for entities declared in XML."""
    size, before = 0, b""
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > most:
                raise BadArchive
            if member.filename.lower().endswith((".xml", ".rels", ".vml")) and _declares(before + piece):
                raise BadArchive
            before = piece[-64:]
    return size


def _declares(text: bytes) -> bool:
    """In any encoding in which the characters of XML keep their order: NULs of the wide ones aside."""
    return bool(_DECLARES.search(text.replace(b"\0", b"")))
