"""Words of the trade that several rooms share and none owns."""

from enum import IntEnum, StrEnum


class Grade(IntEnum):
    """Condition of a lot, worst first, so that "at least" is a comparison. Starts at one: no grade is false."""

    SCRAP = 1
    """Fit for material recovery only."""
    TO_REPAIR = 2
    """Usable after a repair."""
    WORN = 3
    """Works, shows its age."""
    GOOD = 4
    """Used, fully fit for its purpose."""
    NEW = 5
    """Never used."""


class LegalStatus(StrEnum):
    """What a lot is in law; decides the papers, and whether the receiving site needs a permit."""

    PRODUCT = "product"
    REUSE_ITEM = "reuse_item"
    BY_PRODUCT = "by_product"
    WASTE = "waste"
    END_OF_WASTE = "end_of_waste"


class Country(StrEnum):
    """Where a site stands; crossing a border asks for a dossier."""

    FR = "FR"
    BE = "BE"
    GB = "GB"
