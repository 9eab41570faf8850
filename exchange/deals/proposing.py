"""The proposal form: what it is about, and good guesses to begin with."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from exchange.accounts import queries as accounts
from exchange.deals import policy, queries
from exchange.deals.forms import ProposalForm
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.listings.audience import is_guest
from exchange.listings.models import Need, Offer


def asked(form: ProposalForm, offer_id: UUID, me: UUID, *, fresh: bool) -> dict[str, Any]:
    """The lot and need of a form, seen by who asks; a fresh form gets what is free, wanted and asked for.

    Raises NotFound for what they cannot see.
    """
    offer, need = queries.offer_with_site(offer_id), _need_of(form)
    if offer is None or not _may_see(me, offer) or (need is not None and not _may_see(me, need)):
        raise NotFound
    prepare(form, offer, need, me, fresh=fresh)
    return {"offer": offer, "need": need, "is_own": offer.business_id == me}


def prepare(form: ProposalForm, offer: Offer, need: Need | None, me: UUID, *, fresh: bool) -> None:
    """Where it can go, and on a fresh form the whole of what is free or wanted, at the asked price."""
    ends_here = need is None and offer.business_id != me
    sites = accounts.sites_of(me) if ends_here else []
    form.site_id.choices = [(str(site.id), site.label) for site in sites]
    if fresh:
        form.offer_id.data = str(offer.id)
        form.need_id.data = str(need.id) if need else ""
        form.quantity.data = _units(offer, need)
        form.price.data = offer.price_eur_per_t or Decimal(0)


def own_need(text: str, me: UUID) -> Need | None:
    """The need of mine that brought me to a lot, from a notice of a match; None for anything else."""
    try:
        need = queries.need_with_site(UUID(text))
    except ValueError:
        return None
    return need if need is not None and need.business_id == me else None


def _may_see(me: UUID, listing: Offer | Need) -> bool:
    return policy.may_see_listing(me, listing, is_guest=is_guest(listing, me, clock.today()))


def _units(offer: Offer, need: Need | None) -> Decimal:
    if need is None or need.remaining_kg >= offer.free_kg:
        return offer.free_units
    return (need.remaining_kg / offer.kg_per_unit).quantize(Decimal("0.001"))


def _need_of(form: ProposalForm) -> Need | None:
    """Raises NotFound for an id that is none, or is nobody's."""
    if not form.need_id.data:
        return None
    try:
        need = queries.need_with_site(UUID(form.need_id.data))
    except ValueError:
        raise NotFound from None
    if need is None:
        raise NotFound
    return need
