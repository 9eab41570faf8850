"""What businesses have said about flows of theirs: a later file must not say otherwise in silence."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.listings.flows.faults import Fault
from exchange.listings.flows.rows import Role
from exchange.listings.models import FlowSettlement, Need, NeedAccepts, Offer, Settlement


def settled_faults(refs: Collection[str]) -> dict[Any, Fault]:
    """Why lines of these establishments are left out, by what they are about.

    A flow that its business posted: this one alone, by establishment, role, material and period. A dropped one:
    every period, by establishment, role and material.
    """
    found: dict[Any, Fault] = {}
    for ref, role, material, first, last, outcome in _settled(list(refs)):
        if outcome == Settlement.DROPPED:
            found[ref, Role(role), material] = Fault.DROPPED
        else:
            found[ref, Role(role), material, first, last] = Fault.CONFIRMED
    return found


def _settled(refs: list[str]) -> list[Any]:
    offers = (
        sa.select(
            Offer.observed_ref, sa.literal(Role.OFFER), Offer.material_code, Offer.available_from,
            Offer.available_until, FlowSettlement.outcome,
        )
        .join(FlowSettlement, FlowSettlement.offer_id == Offer.id)
        .where(Offer.observed_ref.in_(refs))
    )  # fmt: skip
    needs = (
        sa.select(
            Need.observed_ref, sa.literal(Role.NEED), NeedAccepts.material_code, Need.wanted_from, Need.wanted_until,
            FlowSettlement.outcome,
        )
        .join(FlowSettlement, FlowSettlement.need_id == Need.id)
        .join(NeedAccepts, NeedAccepts.need_id == Need.id)
        .where(Need.observed_ref.in_(refs))
    )  # fmt: skip
    return [*session().execute(offers), *session().execute(needs)]
