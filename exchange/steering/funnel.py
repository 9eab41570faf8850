"""How far an introduction came, from what happened: who signed up, who posted, who dealt. Nothing of it is typed in."""

import enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from exchange.accounts.models import Membership, Person
from exchange.deals.core.contract import OPEN_STATES, DealState
from exchange.deals.models import Deal
from exchange.listings.models import FlowSettlement, Need, Offer, Settlement
from exchange.listings.policy import FROM_REGISTERS
from exchange.steering.models import Introduction


class Stage(enum.StrEnum):
    """Each holds the ones before."""

    INTRODUCED = "introduced"
    ANSWERED = "answered"
    LISTED = "listed"
    IN_DEAL = "in_deal"
    DONE = "done"


_offer, _need = aliased(Offer), aliased(Need)
_of_offer, _of_need = aliased(FlowSettlement), aliased(FlowSettlement)
_REGISTER_STATES = sorted(FROM_REGISTERS)


def rows() -> sa.Select[Any]:
    """Every introduction with the stage that it reached, why it ended (or null), and what is posted by now."""
    posted_offer = sa.func.coalesce(
        _of_offer.posted_offer_id, sa.case((_offer.state.not_in(_REGISTER_STATES), _offer.id))
    )
    posted_need = sa.func.coalesce(_of_need.posted_need_id, sa.case((_need.state.not_in(_REGISTER_STATES), _need.id)))
    dealt = _deals(posted_offer)
    reached = sa.case(
        (dealt(DealState.COMPLETED), sa.literal(Stage.DONE.value)),
        (dealt(*DealState), sa.literal(Stage.IN_DEAL.value)),
        (sa.and_(posted_offer.is_not(None), posted_need.is_not(None)), sa.literal(Stage.LISTED.value)),
        (_is_answered(), sa.literal(Stage.ANSWERED.value)),
        else_=sa.literal(Stage.INTRODUCED.value),
    )
    dropped_flow = sa.or_(_of_offer.outcome == Settlement.DROPPED, _of_need.outcome == Settlement.DROPPED)
    ending = sa.case(
        (Introduction.drop_reason.is_not(None), sa.cast(Introduction.drop_reason, sa.Text)),
        (dropped_flow, sa.literal("flow_dropped")),
        (sa.and_(dealt(*DealState), ~dealt(DealState.COMPLETED, *OPEN_STATES)), sa.literal("deal_ended")),
    )
    return _joined(
        sa.select(
            Introduction.id.label("id"),
            reached.label("reached"),
            ending.label("ending"),
            posted_offer.label("posted_offer_id"),
            posted_need.label("posted_need_id"),
        )
    )


def _joined(select: sa.Select[Any]) -> sa.Select[Any]:
    return (
        select.select_from(Introduction)
        .join(_offer, _offer.id == Introduction.offer_id)
        .join(_need, _need.id == Introduction.need_id)
        .outerjoin(_of_offer, _of_offer.offer_id == _offer.id)
        .outerjoin(_of_need, _of_need.need_id == _need.id)
    )


def _is_answered() -> sa.ColumnElement[bool]:
    came = [_came_after(table.business_id) for table in (_offer, _need)]
    spoke = [settled.id.is_not(None) for settled in (_of_offer, _of_need)]
    return sa.or_(Introduction.answered_at.is_not(None), *spoke, *came)


def _came_after(business_id: Any) -> sa.ColumnElement[bool]:
    """Whether the business got its first people after the introduction."""
    first = (
        sa.select(sa.func.min(Membership.since))
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.business_id == business_id, Person.confirmed_at.is_not(None))
    )
    return first.scalar_subquery() > Introduction.made_at


def _deals(posted_offer: Any) -> Any:
    """Whether a deal of the two is in one of some states."""

    def dealt(*states: DealState) -> sa.ColumnElement[bool]:
        return (
            sa.select(Deal.id)
            .where(Deal.offer_id == posted_offer, Deal.taker_id == _need.business_id, Deal.state.in_(sorted(states)))
            .exists()
        )

    return dealt
