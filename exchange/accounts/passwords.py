"""Passwords: which are accepted, how they are kept, and how a guess costs the same for everybody."""

import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 128
"""In characters (OWASP ASVS 5.0, 6.2.1 asks for at least 8 and allows at least 64; the exchange asks for more)."""

_COMMON = Path(__file__).parent / "data" / "common_passwords.txt"
_hasher = PasswordHasher()  # argon2id, RFC 9106 section 4, second recommended option


def keep(password: str) -> str:
    """The argon2id hash to store."""
    return _hasher.hash(_bytes(password))


def opens(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. Without a hash the same work is done for nothing: same time, False."""
    try:
        return _hasher.verify(password_hash or _dummy(), _bytes(password)) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_common(password: str) -> bool:
    """Whether everybody's list of first guesses holds it, whatever its case."""
    return _bytes(password).decode("utf-8", "surrogatepass").casefold() in _common()


def _bytes(password: str) -> bytes:
    """Composed, so that the same password typed on another keyboard opens; nothing is trimmed or cut."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _dummy() -> str:
    return _hasher.hash(b"nobody's password")


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text("utf-8").split())
