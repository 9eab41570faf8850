"""Who may have which paper when."""

from uuid import UUID

from exchange.deals import policy as deals
from exchange.deals.models import Deal, Movement, MovementState
from exchange.papers.core.answers import Case
from exchange.papers.models import PaperKind

_OF_A_CONFIRMED_LOAD = {PaperKind.CERTIFICATE, PaperKind.PURCHASE_SUMMARY}


def may_see(business_id: UUID | None, deal: Deal) -> bool:
    """Both sides, once they agreed: papers name companies and addresses."""
    return business_id is not None and deals.is_party(business_id, deal) and deal.was_agreed


def is_ready(kind: PaperKind, load: Movement) -> bool:
    """Whether a load has come far enough: certificates and amounts follow the confirmed weight only."""
    return has_papers(load) and (kind not in _OF_A_CONFIRMED_LOAD or load.state is MovementState.CONFIRMED)


def has_papers(load: Movement) -> bool:
    """A load that was called off has none; those that were issued for it stay genuine."""
    return load.state is not MovementState.CANCELLED


def kinds_for(case: Case) -> tuple[PaperKind, ...]:
    """The documents that the loads of a deal can have by now or later, in their order."""
    is_shipment = case.crosses and case.is_waste and not case.needs_notification
    return tuple(kind for kind in PaperKind if kind is not PaperKind.ANNEX_VII or is_shipment)
