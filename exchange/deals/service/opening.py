"""What every opening of a deal needs: the lot and the need as who asks may see them, the site, the deal, its terms."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.models import Site
from exchange.deals import policy, queries
from exchange.deals.core.quality import written
from exchange.deals.models import Deal, DealState, DealTerms
from exchange.deals.service import quantities
from exchange.deals.service.drafts import Party, ProposalDraft, TermsDraft
from exchange.kernel.ids import new_id
from exchange.kernel.refusals import Conflict, NotFound, ensure
from exchange.listings.audience import is_guest, is_on_offer_to
from exchange.listings.models import Need, Offer

Listing = TypeVar("Listing", Offer, Need)


def subject(draft: ProposalDraft, business_id: UUID, today: date) -> tuple[Offer, Need | None]:
    """The lot and the need, seen by who asks, on offer, and theirs to deal about."""
    offer = queries.offer_with_site(draft.offer_id)
    need = queries.need_with_site(draft.need_id) if draft.need_id else None
    if draft.need_id and need is None:
        raise NotFound
    offer = _seen(offer, business_id, today)
    need = _seen(need, business_id, today) if need is not None else None
    ensure(policy.may_propose(business_id, offer, need), "own_lot", _("This lot is your own."))
    if not all(is_on_offer_to(one, business_id, today) for one in (offer, need) if one is not None):
        raise Conflict("not_on_offer", _("This is not on offer any more."))
    if not offer.business.is_active or (need is not None and not need.business.is_active):
        raise Conflict("not_on_offer", _("This is not on offer any more."))
    return offer, need


def _seen(listing: Listing | None, business_id: UUID, today: date) -> Listing:
    if listing is None:
        raise NotFound
    if not policy.may_see_listing(business_id, listing, is_guest=is_guest(listing, business_id, today)):
        raise NotFound
    return listing


def arrival(draft: ProposalDraft, need: Need | None, business_id: UUID) -> Site:
    """Where the load would arrive: the need's site, the one chosen, or the taker's first."""
    if need is not None:
        return need.site
    if draft.site_id is not None:
        site = queries.open_site(draft.site_id)
        if site is None or site.business_id != business_id:
            raise NotFound
        return site
    first = queries.first_site(business_id)
    if first is None:
        raise Conflict("no_site", _("Add a site first: the other side must know where the load would go."))
    return first


def opened(offer: Offer, need: Need | None, site: Site, by: Party, *, at: datetime) -> Deal:
    """A new deal without its terms; the side that did not ask has the turn."""
    taker_id = site.business_id
    return Deal(
        id=new_id(), offer_id=offer.id, offer=offer, need_id=need.id if need else None, need=need,
        giver_id=offer.business_id, giver=offer.business, taker_id=taker_id, taker=site.business,
        taker_site_id=site.id, taker_site=site, state=DealState.NEGOTIATING, current_version=1, steps=1, reason="",
        turn_of=taker_id if by.business_id == offer.business_id else offer.business_id,
        created_at=at, changed_at=at, terms=[], holds=[], samples=[], movements=[],
    )  # fmt: skip


def version(
    number: int, draft: TermsDraft, quantity_kg: Decimal, offer: Offer, by: Party, *, at: datetime
) -> DealTerms:
    """What a side says, to stay as it was said. Raises Unprocessable for a price that no tonne has."""
    priced = quantities.price_per_tonne(draft, quantity_kg)
    return DealTerms(
        version=number, quantity_kg=quantity_kg, quantity=draft.quantity, unit=offer.unit,
        price_eur_per_t=priced, hauler=draft.hauler, note=draft.note, proposed_by=by.business_id,
        bands=written(draft.bands), person_id=by.person_id, at=at, expires_at=at + draft.lasts,
        price_eur=draft.price_eur, slot_start=draft.slot.start if draft.slot else None,
        slot_end=draft.slot.end if draft.slot else None,
    )  # fmt: skip
