"""Where a handover stands in the waste hierarchy of Directive 2008/98/EC, article 4."""

from enum import StrEnum

from exchange.kernel.trade import LegalStatus


class Hierarchy(StrEnum):
    """The steps that an exchange can reach; what is burnt or buried is no handover of ours."""

    PREVENTION = "prevention"
    """It never became waste: re-used as it is, or used as a by-product (articles 3(12), 3(13) and 5)."""
    RECYCLING = "recycling"
    """It was waste and is reprocessed, for the original or another purpose (article 3(17))."""


def step_of(status: LegalStatus | None) -> Hierarchy | None:
    """The step by legal status; None where nobody said what the lot is in law."""
    if status is None:
        return None
    was_waste = status in {LegalStatus.WASTE, LegalStatus.END_OF_WASTE}
    return Hierarchy.RECYCLING if was_waste else Hierarchy.PREVENTION
