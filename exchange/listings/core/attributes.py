"""What a material's family asks beside what every lot is asked: data, not code in forms. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Attribute(StrEnum):
    """A detail. Lengths in millimetres, moisture in percent by mass, shares in percent with their tolerance."""

    SHARES = "shares"
    RESIN = "resin"
    COLOUR = "colour"
    MOISTURE = "moisture_pct"
    LENGTH = "length_mm"
    WIDTH = "width_mm"
    THICKNESS = "thickness_mm"
    STANDARD = "standard"
    CONTAMINANTS = "contaminants"


class Resin(StrEnum):
    """The plastics that the trade sorts by (ISO 1043-1 abbreviations)."""

    PET = "PET"
    PE_HD = "PE-HD"
    PE_LD = "PE-LD"
    PP = "PP"
    PS = "PS"
    PVC = "PVC"
    ABS = "ABS"
    PA = "PA"
    PC = "PC"
    PMMA = "PMMA"
    OTHER = "other"


A = Attribute
_SIZES = (A.LENGTH, A.WIDTH, A.THICKNESS)
ASKED: Mapping[str, tuple[Attribute, ...]] = {
    "textile": (A.SHARES, A.COLOUR, A.WIDTH, A.CONTAMINANTS),
    "food": (A.MOISTURE, A.CONTAMINANTS),
    "wood": (*_SIZES, A.MOISTURE, A.CONTAMINANTS),
    "paper": (A.STANDARD, A.MOISTURE, A.CONTAMINANTS),
    "plastic": (A.RESIN, A.COLOUR, A.STANDARD, A.CONTAMINANTS),
    "metal": (A.SHARES, *_SIZES, A.STANDARD, A.CONTAMINANTS),
    "glass": (A.COLOUR, *_SIZES, A.CONTAMINANTS),
    "construction": (*_SIZES, A.STANDARD, A.CONTAMINANTS),
    "electronics": (A.STANDARD,),
    "furniture": (A.COLOUR, A.LENGTH, A.WIDTH),
    "packaging": (A.RESIN, A.COLOUR, A.LENGTH, A.WIDTH, A.CONTAMINANTS),
    "chemical": (A.SHARES, A.STANDARD, A.CONTAMINANTS),
    "rubber": (A.THICKNESS, A.CONTAMINANTS),
    "battery": (A.STANDARD,),
    "machinery": (A.STANDARD,),
    "retail": (A.COLOUR,),
    "logistics": (A.STANDARD,),
    "event": (A.COLOUR, A.LENGTH, A.WIDTH),
    "mixed": (A.SHARES, A.CONTAMINANTS),
}
"""By family of the catalogue; every family is named, so that a new one is thought about."""

_SHARE = re.compile(
    r"(?P<of>[^\d±;%][^±;%]*?)\s+(?P<percent>[\d.,]+)\s*%?\s*(?:(?:±|\+/-|\+-)\s*(?P<tolerance>[\d.,]+)\s*%?)?"
)
MOST_SHARES = 10


class BadShares(ValueError):
    """Not a make-up that we read: «cotton 95 ± 2; elastane 5», at most 100 % and ten parts."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the make-up: percent by mass, more or less by so many points."""

    of: str
    percent: Decimal
    tolerance: Decimal | None = None


def asked_of(family: str) -> tuple[Attribute, ...]:
    """The details that a family asks; none for a family that nobody described."""
    return ASKED.get(family, ())


def read_shares(text: str, read_percent: Callable[[str], Decimal]) -> list[Share]:
    """«cotton 95 ± 2; elastane 5» as parts. Raises BadShares, and what ``read_percent`` raises (ValueError).

    >>> read_shares("cotton 95 % ± 2; elastane 5", Decimal)[0]
    Share(of='cotton', percent=Decimal('95'), tolerance=Decimal('2'))
    """
    found = [_SHARE.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    if not 1 <= len(found) <= MOST_SHARES:
        raise BadShares(text)
    shares = [_share(match, read_percent) for match in found]
    if sum(share.percent for share in shares) > 100:
        raise BadShares(text)
    return shares


def _share(match: re.Match[str] | None, read_percent: Callable[[str], Decimal]) -> Share:
    if match is None or not match["of"].strip():
        raise BadShares
    tolerance = read_percent(match["tolerance"]) if match["tolerance"] else None
    return Share(match["of"].strip(), read_percent(match["percent"]), tolerance)
