"""Small gifts: the giver says yes in advance, and who comes first has the lot with one press."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.deals import policy, queries
from exchange.deals.core.contract import Verb
from exchange.deals.models import ClaimableLot, Deal, DealState, Hauler
from exchange.deals.service import opening, quantities
from exchange.deals.service.accepting import commit_stock, ensure_agreeable, planned
from exchange.deals.service.drafts import Party, ProposalDraft, TermsDraft
from exchange.deals.service.steps import locked_lot, note
from exchange.journal import service as journal
from exchange.kernel.clock import day_of
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, ensure
from exchange.listings.models import ListingState, Offer


def allow_claims(offer_id: UUID, *, most_kg: Decimal, by: Party, at: datetime) -> None:
    """Say yes in advance to whoever claims the whole lot first. Raises Conflict for what is no small gift."""
    _own(offer_id, by)
    lot = locked_lot(offer_id)
    if not policy.may_allow_claims(by.business_id, lot, most_kg):
        raise _no_gift()
    word = {"offer_id": offer_id, "allowed_by": by.person_id, "allowed_at": at}
    session().execute(insert(ClaimableLot).values(word).on_conflict_do_nothing())
    _note(offer_id, "claims_allowed", by, at)


def end_claims(offer_id: UUID, *, by: Party, at: datetime) -> None:
    """Take the word back: proposals are welcome again."""
    _own(offer_id, by)
    locked_lot(offer_id)
    session().execute(sa.delete(ClaimableLot).where(ClaimableLot.offer_id == offer_id))
    _note(offer_id, "claims_ended", by, at)


def claim(offer_id: UUID, *, most_kg: Decimal, by: Party, at: datetime, site_id: UUID | None = None) -> Deal:
    """Take all that is left of a small gift: the deal begins agreed, its load planned, the stock bound.

    Two takers at once meet at the lock on the lot. Raises Conflict for who comes second, for a lot that cannot be
    claimed, and as an acceptance does; Forbidden on one's own.
    """
    _ensure_not_gone(offer_id)
    seen, _need = opening.subject(ProposalDraft(offer_id, _whole_of(None)), by.business_id, day_of(at))
    draft = ProposalDraft(offer_id, _whole_of(seen), site_id=site_id)
    site = opening.arrival(draft, None, by.business_id)
    deal = opening.opened(seen, None, site, by, at=at)
    lot = locked_lot(offer_id)
    if not (policy.is_small_gift(lot, most_kg) and queries.is_claimable(offer_id)):
        raise _no_gift()
    quantity_kg = quantities.in_kg(draft.terms.quantity, lot)
    deal.expires_at = at + draft.terms.lasts
    deal.terms.append(opening.version(1, draft.terms, quantity_kg, lot, by, at=at))
    ensure_agreeable(deal, lot, at=at)
    deal.state, deal.turn_of = DealState.AGREED, by.business_id
    session().add(deal)
    session().flush()
    deal.movements.append(planned(commit_stock(deal, lot, at=at)))
    note(deal, Verb.CLAIM, by, at=at, before=None, version=1, quantity_kg=quantity_kg)
    return deal


def _ensure_not_gone(offer_id: UUID) -> None:
    """A word for who comes second: the lot's page is still there, nothing of the lot is."""
    lot = queries.offer_with_site(offer_id)
    if lot is not None and lot.state is ListingState.EXHAUSTED and lot.business.is_active:
        raise Conflict("not_enough_left", _("Somebody was faster: nothing of this lot is left."))


def _whole_of(lot: Offer | None) -> TermsDraft:
    """All that is left, as a gift that the taker fetches; of a lot not read yet, nothing."""
    return TermsDraft(Decimal(0) if lot is None else lot.free_units, Decimal(0), Hauler.TAKER)


def _own(offer_id: UUID, by: Party) -> None:
    lot = queries.offer_with_site(offer_id)
    if lot is None or not policy.may_see_listing(by.business_id, lot, is_guest=False):
        raise NotFound
    ensure(lot.business_id == by.business_id, "not_yours", _("Only the business that posted this can change it."))


def _no_gift() -> Conflict:
    return Conflict("not_claimable", _("Only small lots that are given away can be claimed at once."))


def _note(offer_id: UUID, verb: str, by: Party, at: datetime) -> None:
    journal.record("offer", offer_id, verb, at=at, by=by.person_id, business_id=by.business_id)
