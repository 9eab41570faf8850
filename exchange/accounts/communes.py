"""From what people type to the commune they mean."""

import re

from exchange.kernel.territory import Commune, territory
from exchange.kernel.words import folded

MOST_SHOWN = 20
_NAME_AND_CODE = re.compile(r"(.+?)\s*\((\d{4,5})\)", re.ASCII | re.DOTALL)


def candidates(typed: str) -> list[Commune]:
    """The communes that a name, a postal code or «name (postal code)» may mean: one when it is clear, at most 20."""
    name, code = _parts(typed)
    found = [commune for commune in territory().communes_named(name) if not code or code in commune.postal_codes]
    exact = [commune for commune in found if folded(commune.name) == folded(name)]
    return (exact if len(exact) == 1 else found)[:MOST_SHOWN]


def postal_code(typed: str, commune: Commune) -> str:
    """The postal code typed, if it is one of the commune's; otherwise the first."""
    code = _parts(typed)[1] or typed.strip()
    return code if code in commune.postal_codes else commune.postal_codes[0]


def _parts(typed: str) -> tuple[str, str]:
    match = _NAME_AND_CODE.fullmatch(typed.strip())
    return (match[1], match[2]) if match else (typed.strip(), "")
