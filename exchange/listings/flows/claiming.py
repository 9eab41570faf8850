"""What a business says about flows that registers hold of it: posted as they are, posted corrected, or dropped."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.listings.flows.queries.claims import AlreadySettled, ObservedFlow, any_flow
from exchange.listings.flows.rows import Role
from exchange.listings.models import DropReason, FlowSettlement, ListingState, Need, Offer, Settlement
from exchange.listings.service.changes import Hand, announce


@dataclass(frozen=True, slots=True)
class Drop:
    """Why a flow is not so."""

    reason: DropReason
    words: str = ""


def settle_by_posting(flow_id: UUID, posted: Offer | Need, *, by: UUID, at: datetime) -> FlowSettlement:
    """The business has posted what a register observed: the observed one gives way, in the same transaction.

    Raises NotFound for a flow of somebody else, Conflict where a colleague was faster; the posting goes with it.
    """
    role = Role.OFFER if isinstance(posted, Offer) else Role.NEED
    flow = any_flow(role, flow_id, posted.business_id)
    outcome = Settlement.CONFIRMED if _is_as_observed(flow, posted) else Settlement.CORRECTED
    links = {"posted_offer_id": posted.id} if role is Role.OFFER else {"posted_need_id": posted.id}
    return _settle(flow, FlowSettlement(outcome=outcome, **links), Hand(at, by, posted.business_id))


def drop(role: Role, flow_id: UUID, why: Drop, *, by: UUID, business_id: UUID, at: datetime) -> FlowSettlement:
    """The business says that it is not so: matched no more, and no later file brings it back in silence.

    Raises NotFound for a flow of somebody else, Conflict where it is settled already.
    """
    flow = any_flow(role, flow_id, business_id)
    dropped = FlowSettlement(outcome=Settlement.DROPPED, reason=why.reason, words=why.words)
    return _settle(flow, dropped, Hand(at, by, business_id))


def _settle(flow: ObservedFlow, settlement: FlowSettlement, hand: Hand) -> FlowSettlement:
    """Of two members at once the row lets one through."""
    table = type(flow.listing)
    retired = sa.update(table).where(table.id == flow.id, table.state == ListingState.OBSERVED)
    if session().scalar(retired.values(state=ListingState.RETIRED).returning(table.id)) is None:
        raise AlreadySettled
    session().refresh(flow.listing)
    assert hand.by is not None  # noqa: S101 — people settle flows, timers never do
    assert hand.business_id is not None  # noqa: S101
    settlement.business_id, settlement.settled_by, settlement.settled_at = hand.business_id, hand.by, hand.at
    if flow.role is Role.OFFER:
        settlement.offer_id = flow.id
    else:
        settlement.need_id = flow.id
    session().add(settlement)
    announce(flow.listing, "settled", hand, outcome=settlement.outcome.value, reason=settlement.reason)
    session().flush()
    return settlement


def _is_as_observed(flow: ObservedFlow, posted: Offer | Need) -> bool:
    """Whether material and quantity are those that the form was filled with."""
    if isinstance(posted, Offer):
        materials, quantity_kg = {posted.material_code}, posted.declared_kg
    else:
        materials, quantity_kg = _accepted(posted), posted.wanted_kg
    return materials == {flow.material_code} and quantity_kg == flow.suggested.quantity_kg


def _accepted(need: Need) -> set[str]:
    session().refresh(need, ["accepts"])
    return {accepted.material_code for accepted in need.accepts}
