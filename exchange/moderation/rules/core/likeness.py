"""Texts that say nearly the same: a few numbers by which an index finds them, and how alike two really are."""

from collections.abc import Iterator
from hashlib import blake2b

from exchange.kernel.words import folded

BANDS, ROWS = 8, 2
"""Sixteen smallest hashes in bands of two: of texts alike by 80 % one pair in three thousand shares no band."""
_STRETCH = 3
_FEWEST_WORDS = 4
"""Shorter texts say too little: «palettes Europe» is nobody's copy."""


def stretches(text: str) -> frozenset[str]:
    """Every run of three words of a text, folded; none of a text that is too short to tell."""
    words = ["".join(char for char in word if char.isalnum()) for word in folded(text).split()]
    words = [word for word in words if word]
    if len(words) < _FEWEST_WORDS:
        return frozenset()
    return frozenset(" ".join(words[start : start + _STRETCH]) for start in range(len(words) - _STRETCH + 1))


def bands(text: str) -> tuple[int, ...]:
    """Numbers (signed, 64 bits), one for each band; none of a text that is too short. Alike texts share one."""
    runs = stretches(text)
    if not runs:
        return ()
    smallest = [min(_hash(run, seed) for run in runs) for seed in range(BANDS * ROWS)]
    return tuple(_joined(smallest[start : start + ROWS], start) for start in range(0, BANDS * ROWS, ROWS))


def alike_percent(one: str, other: str) -> int:
    """Of all runs of words in the two, the share that both have, in percent, rounded down; 0 for short texts.

    >>> alike_percent("drêches de brasserie fraîches, à prendre", "Drêches de brasserie, fraîches à prendre !")
    100
    """
    mine, theirs = stretches(one), stretches(other)
    return 100 * len(mine & theirs) // len(mine | theirs) if mine and theirs else 0


def _hash(run: str, seed: int) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8, salt=bytes([seed])).digest(), "big")


def _joined(numbers: list[int], place: int) -> int:
    digest = blake2b(b"".join(_bytes(numbers)), digest_size=8, salt=bytes([place]))
    return int.from_bytes(digest.digest(), "big", signed=True)


def _bytes(numbers: list[int]) -> Iterator[bytes]:
    return (number.to_bytes(8, "big") for number in numbers)
