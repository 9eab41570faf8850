"""How completely a listing is described: whole points for named parts, 100 in all, and what would bring most.

The points are ours: what people who take surplus ask first weighs most. Telling more never lowers the sum.
"""

from dataclasses import dataclass
from enum import StrEnum

LONG_ENOUGH = 80
"""Characters of a description that says more than its title."""


class PartName(StrEnum):
    """What a description consists of."""

    PHOTO = "photo"
    DESCRIPTION = "description"
    MATERIAL = "material"
    MASS = "mass"
    CONDITION = "condition"
    DETAILS = "details"
    COMPOSITION = "composition"
    PACKAGING = "packaging"
    PRICE = "price"
    LAST_DAY = "last_day"
    SMALLEST_LOT = "smallest_lot"
    STATUSES = "statuses"


@dataclass(frozen=True, slots=True)
class Part:
    """Points of a part, and how many it can have."""

    name: PartName
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """The parts in the order of the form."""

    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        """Of 100."""
        return sum(part.points for part in self.parts)

    @property
    def next_best(self) -> Part | None:
        """The part that would bring most, the earlier of equals; None where nothing is missing."""
        open_parts = [part for part in self.parts if part.points < part.most]
        return max(open_parts, key=lambda part: part.most - part.points, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTold:
    """What is told of a lot. ``mass_known``: 0 not, 1 estimated, 2 declared, 3 weighed. Details are its family's."""

    photos: int = 0
    description_chars: int = 0
    is_material_exact: bool = False
    mass_known: int = 0
    has_condition: bool = False
    details_told: int = 0
    details_asked: int = 0
    has_composition: bool = False
    has_packaging: bool = False
    has_price: bool = False
    has_last_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedTold:
    """What is told of a need."""

    description_chars: int = 0
    is_material_exact: bool = False
    has_smallest_lot: bool = False
    has_condition: bool = False
    has_statuses: bool = False
    has_price: bool = False
    has_last_day: bool = False


def of_offer(told: OfferTold) -> Completeness:
    """The parts of a lot. A family that asks no details gives their points to all."""
    details = 10 * min(told.details_told, told.details_asked) // told.details_asked if told.details_asked else 10
    return Completeness(
        (
            Part(PartName.PHOTO, 20 if told.photos else 0, 20),
            Part(PartName.DESCRIPTION, _words(told.description_chars, 15), 15),
            Part(PartName.MATERIAL, 10 if told.is_material_exact else 0, 10),
            Part(PartName.MASS, (0, 4, 7, 10)[told.mass_known], 10),
            Part(PartName.CONDITION, 10 if told.has_condition else 0, 10),
            Part(PartName.DETAILS, details, 10),
            Part(PartName.COMPOSITION, 5 if told.has_composition else 0, 5),
            Part(PartName.PACKAGING, 10 if told.has_packaging else 0, 10),
            Part(PartName.PRICE, 5 if told.has_price else 0, 5),
            Part(PartName.LAST_DAY, 5 if told.has_last_day else 0, 5),
        )
    )


def of_need(told: NeedTold) -> Completeness:
    """The parts of a need."""
    return Completeness(
        (
            Part(PartName.DESCRIPTION, _words(told.description_chars, 25), 25),
            Part(PartName.MATERIAL, 15 if told.is_material_exact else 0, 15),
            Part(PartName.SMALLEST_LOT, 15 if told.has_smallest_lot else 0, 15),
            Part(PartName.CONDITION, 15 if told.has_condition else 0, 15),
            Part(PartName.STATUSES, 10 if told.has_statuses else 0, 10),
            Part(PartName.PRICE, 10 if told.has_price else 0, 10),
            Part(PartName.LAST_DAY, 10 if told.has_last_day else 0, 10),
        )
    )


def _words(chars: int, most: int) -> int:
    """Half of it for a few words, all of it for enough."""
    return most if chars >= LONG_ENOUGH else most // 2 if chars else 0
