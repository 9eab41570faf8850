"""Reading what registers hold of one business, until it has settled each flow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings.flows.core.monthly import Suggested, suggested
from exchange.listings.flows.rows import Role
from exchange.listings.models import FlowSettlement, ListingState, Need, Offer

MOST = 60


class AlreadySettled(Conflict):
    """Somebody of the business has spoken about the flow."""

    def __init__(self) -> None:
        words = _("A colleague has settled this flow meanwhile. Nothing was posted twice.")
        super().__init__("already_settled", words)


@dataclass(frozen=True, slots=True)
class ObservedFlow:
    """A flow as its own business sees it."""

    role: Role
    listing: Offer | Need

    @property
    def id(self) -> UUID:
        """The observed listing's."""
        return self.listing.id

    @property
    def material_code(self) -> str:
        """The node that the register names."""
        listing = self.listing
        return listing.material_code if isinstance(listing, Offer) else listing.accepts[0].material_code

    @property
    def quantity_kg(self) -> Decimal:
        """Of the whole period."""
        return self.listing.declared_kg if isinstance(self.listing, Offer) else self.listing.wanted_kg

    @property
    def first(self) -> date:
        """The period's first day."""
        return self.listing.available_from if isinstance(self.listing, Offer) else self.listing.wanted_from

    @property
    def last(self) -> date | None:
        """The period's last day."""
        return self.listing.available_until if isinstance(self.listing, Offer) else self.listing.wanted_until

    @property
    def suggested(self) -> Suggested:
        """What the form is filled with."""
        return suggested(self.quantity_kg, self.first, self.last)


def flows_of(business_id: UUID, *, most: int = MOST) -> list[ObservedFlow]:
    """What registers hold of a business and it has not settled, heaviest first; the rest appears as these go."""
    offers = _unsettled_offers(business_id).order_by(Offer.declared_kg.desc(), Offer.id).limit(most)
    needs = _unsettled_needs(business_id).order_by(Need.wanted_kg.desc(), Need.id).limit(most)
    needs = needs.options(selectinload(Need.accepts))
    both = [*_flows(Role.OFFER, session().scalars(offers)), *_flows(Role.NEED, session().scalars(needs))]
    return sorted(both, key=lambda flow: (-flow.quantity_kg, flow.id))[:most]


def has_flows(business_id: UUID) -> bool:
    """Whether there is anything to settle."""
    either = sa.or_(_unsettled_offers(business_id).exists(), _unsettled_needs(business_id).exists())
    return bool(session().scalar(sa.select(either)))


def own_flow(role: Role, flow_id: UUID, business_id: UUID) -> ObservedFlow:
    """A flow of the business that it has not settled. Raises NotFound for any other, AlreadySettled."""
    flow = any_flow(role, flow_id, business_id)
    if flow.listing.state is not ListingState.OBSERVED:
        raise AlreadySettled
    return flow


def any_flow(role: Role, flow_id: UUID, business_id: UUID) -> ObservedFlow:
    """A flow of the business, settled or not. Raises NotFound for any other."""
    anew = {"populate_existing": True}
    if role is Role.OFFER:
        offers = sa.select(Offer).where(Offer.id == flow_id, Offer.business_id == business_id)
        found: Sequence[Offer | Need] = session().scalars(offers.execution_options(**anew)).all()
    else:
        needs = sa.select(Need).where(Need.id == flow_id, Need.business_id == business_id)
        found = session().scalars(needs.options(selectinload(Need.accepts)).execution_options(**anew)).all()
    if not found or found[0].observed_ref is None:
        raise NotFound
    return ObservedFlow(role, found[0])


def settled_count(business_id: UUID) -> int:
    """How many flows the business has spoken about."""
    count = sa.select(sa.func.count()).where(FlowSettlement.business_id == business_id)
    return session().scalar(count) or 0


def _unsettled_offers(business_id: UUID) -> sa.Select[Offer]:
    return sa.select(Offer).where(Offer.business_id == business_id, Offer.state == ListingState.OBSERVED)


def _unsettled_needs(business_id: UUID) -> sa.Select[Need]:
    return sa.select(Need).where(Need.business_id == business_id, Need.state == ListingState.OBSERVED)


def _flows(role: Role, listings: Iterable[Offer | Need]) -> list[ObservedFlow]:
    return [ObservedFlow(role, listing) for listing in listings]
