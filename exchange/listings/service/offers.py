"""Posting and editing a lot: its row, its ledger, its journal entry and its job are one transaction."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue
from exchange.kernel.clock import day_of
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, Unprocessable
from exchange.listings import policy, stock
from exchange.listings.cells import around
from exchange.listings.core.attributes import asked_of
from exchange.listings.models import Account, Cause, ListingState, Offer
from exchange.listings.placing import here, reach_circle
from exchange.listings.service.changes import (
    Hand,
    Stale,
    announce,
    first_state,
    locked_own,
    note_opening,
    open_state,
    site_of,
    state_after_edit,
)
from exchange.listings.service.drafts import OfferDraft
from exchange.listings.service.lawful import objections_to_draft
from exchange.listings.service.materials import material_span
from exchange.listings.service.papers import add_paper
from exchange.listings.vetting import vet


def post_offer(draft: OfferDraft, *, by: UUID, business_id: UUID, at: datetime, as_draft: bool = False) -> Offer:
    """Put a lot up: published at once for verified businesses, in review for others; as a draft, for no eyes yet.

    Raises Unprocessable where the material, the site or the legal claim does not stand.
    """
    _check(draft, at, is_shown=not as_draft)
    state = ListingState.DRAFT if as_draft else first_state(business_id)
    offer = Offer(
        business_id=business_id, posted_by=by, state=state, created_at=at, declared_kg=Decimal(0),
        **_columns(draft, business_id, by, at),
    )  # fmt: skip
    session().add(offer)
    session().flush()
    stock.move(offer.id, draft.quantity_kg, Account.OUTSIDE, Account.FREE, cause=Cause.POSTED, at=at)
    if state is ListingState.PUBLISHED:
        session().refresh(offer)
        offer.state = state = open_state(offer, at)
        note_opening(offer, at)
    announce(offer, "posted", Hand(at, by, business_id), quantity_kg=draft.quantity_kg, state=state)
    _lay_sheet(offer, draft, by, at)
    session().flush()
    session().refresh(offer)
    vet(offer, at)
    return offer


def edit_offer(offer_id: UUID, draft: OfferDraft, *, version: int, by: UUID, business_id: UUID, at: datetime) -> Offer:
    """Change a lot as a whole; a changed quantity becomes a correction in its ledger.

    Raises Stale when ``version`` is not the stored one any more, Conflict when less would remain than is promised or
    when the legal status would change after an agreement, Unprocessable as for posting.
    """
    offer = locked_own(Offer, offer_id, business_id)
    if not policy.may_edit(business_id, offer):
        raise Conflict("not_editable", _("A withdrawn listing cannot be changed. Post it anew."))
    if offer.version != version:
        raise Stale
    _check(draft, at, offer_id)
    _refuse_new_status_after_agreement(offer, draft)
    before = _facts(offer)
    for name, value in _columns(draft, business_id, by, at).items():
        setattr(offer, name, value)
    offer.version, offer.state = offer.version + 1, state_after_edit(offer, at)
    note_opening(offer, at)
    announce(offer, "edited", Hand(at, by, business_id), before=before, after=_facts(offer) | _kg(draft.quantity_kg))
    session().flush()
    _lay_sheet(offer, draft, by, at)
    _correct(offer, draft.quantity_kg, at)
    stock.settle_state(offer.id)
    session().refresh(offer)
    vet(offer, at)
    return offer


def _check(draft: OfferDraft, at: datetime, offer_id: UUID | None = None, *, is_shown: bool = True) -> None:
    """A draft that nobody sees yet may wait for its safety sheet: it is asked again before anybody does."""
    for objection in objections_to_draft(draft, on=day_of(at), offer_id=offer_id):
        if is_shown or objection.field != "safety_sheet":
            raise Unprocessable(objection.field, objection.message)
    path = catalogue.current().path(draft.material_code)
    if draft.details.keys() - set(asked_of(path[0].code if path else "")):
        raise Unprocessable("details", _("These details are not asked of this material."))


def _lay_sheet(offer: Offer, draft: OfferDraft, by: UUID, at: datetime) -> None:
    if draft.safety_sheet is not None:
        add_paper(offer.id, draft.safety_sheet, by=by, business_id=offer.business_id, at=at)


def _columns(draft: OfferDraft, business_id: UUID, by: UUID, at: datetime) -> dict[str, Any]:
    """Every column that the holder decides, except the quantity: that moves through the ledger."""
    place = around(site_of(draft.site_id, business_id).place)
    names = (
        "title", "description", "composition", "packaging", "details", "material_code", "unit", "kg_per_unit",
        "mass_basis", "minimum_kg", "is_whole_lot", "rhythm", "is_weekly", "condition", "site_id",
        "delivers_within_km", "available_from", "available_until", "price_eur_per_t", "is_negotiable", "is_anonymous",
        "partners_from", "everyone_from",
    )  # fmt: skip
    return {
        **{name: getattr(draft, name) for name in names},
        "weekdays": list(draft.weekdays),
        "months": list(draft.months),
        "material": material_span(draft.material_code),
        "legal_status": draft.legal.status,
        "legal_answers": {**draft.legal.answers, "declared_by": str(by), "declared_at": at.isoformat()},
        "waste_code": draft.legal.six_digits,
        "is_hazardous": draft.legal.is_hazardous,
        **here(place),
        "reach": reach_circle(place, draft.delivers_within_km),
    }


def _refuse_new_status_after_agreement(offer: Offer, draft: OfferDraft) -> None:
    claim = draft.legal
    same = (offer.legal_status, offer.waste_code, offer.is_hazardous) == (
        claim.status, claim.six_digits, claim.is_hazardous,
    )  # fmt: skip
    declared = ("is_pop", "animal_category")
    same = same and all(offer.legal_answers.get(name) == claim.answers.get(name) for name in declared)
    if not same and offer.declared_kg > offer.free_kg:
        raise Conflict("status_is_agreed", _("The legal status cannot change once part of the lot is agreed."))


def _correct(offer: Offer, quantity_kg: Decimal, at: datetime) -> None:
    """Whether enough is free to take back is settled by the ledger's conditional UPDATE."""
    change_kg = quantity_kg - offer.declared_kg
    if change_kg > 0:
        stock.move(offer.id, change_kg, Account.OUTSIDE, Account.FREE, cause=Cause.CORRECTED, at=at)
    elif change_kg < 0:
        stock.move(offer.id, -change_kg, Account.FREE, Account.OUTSIDE, cause=Cause.CORRECTED, at=at)


def _facts(offer: Offer) -> dict[str, Any]:
    """What the journal keeps of a state, so that a change can be read."""
    names = ("title", "material_code", "unit", "legal_status", "waste_code", "price_eur_per_t", "available_until",
             "state", "version")  # fmt: skip
    return {name: getattr(offer, name) for name in names} | _kg(offer.declared_kg)


def _kg(quantity_kg: Decimal) -> dict[str, Any]:
    return {"declared_kg": quantity_kg}
