"""Words of the trade that several rooms share."""

import enum


class Grade(enum.IntEnum):
    """Condition of a lot, worst first: a need names the lowest it can use."""

    SCRAP = 1
    FOR_PARTS = 2
    TO_REPAIR = 3
    USED = 4
    GOOD = 5
    AS_NEW = 6
    NEW = 7


class LegalStatus(enum.StrEnum):
    """What the law calls the lot (Directive 2008/98 art. 3, 5, 6; code de l'environnement L541-4-2, L541-4-3)."""

    PRODUCT = "product"
    REUSE_ITEM = "reuse_item"
    BY_PRODUCT = "by_product"
    WASTE = "waste"
    END_OF_WASTE = "end_of_waste"


class Country(enum.StrEnum):
    """Where a site stands; crossing a border asks for a dossier."""

    FR = "FR"
    BE = "BE"
    GB = "GB"
