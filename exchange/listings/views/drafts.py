"""Drafts: kept as one types or by a button, copied from a listing, thrown away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.ids import new_id
from exchange.kernel.refusals import NotFound, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import completing, labels, policy, queries, service
from exchange.listings.forms import NeedForm, OfferForm
from exchange.listings.forms.asking import ListingForm
from exchange.listings.forms.stored import need_answers, offer_answers
from exchange.listings.forms.typed import Typed, as_typed, sent
from exchange.listings.models import Need, Offer
from exchange.listings.models.draft import MOST_CHARS
from exchange.listings.search.criteria import Kind
from exchange.listings.views.common import asked, form_page
from exchange.listings.views.filling import draft_id_of
from exchange.listings.views.holding import REQUEST_MB, hold, kept_with, too_many
from exchange.web.answers import go, wants_part
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.bodies import takes_up_to
from exchange.web.forms import LINE_CHARS, filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("drafts", __name__)

KINDS = {"offers": Kind.OFFER, "needs": Kind.NEED}
FORMS: Mapping[str, type[ListingForm]] = {"offers": OfferForm, "needs": NeedForm}


@bp.post("/<any(offers, needs):kinds>/drafts")
@takes_up_to(REQUEST_MB)
@open_to(Audience.MEMBERS)
@also_on_behalf
def keep(kinds: str) -> ResponseReturnValue:
    """Keep the form as it is. Its own id makes one draft of all saves: a request id would stop the second."""
    form = filled(FORMS[kinds], **asked())
    draft_id, title = draft_id_of(form), form.title_so_far()[:LINE_CHARS]
    if not too_many(form):
        hold(form)
    if not title or form["photo" if kinds == "offers" else "title"].errors:
        return _untitled(kinds, form, title)
    with unit_of_work():
        service.keep_draft(draft_id, _filling(kinds, title, sent(form, request.form)), **_hand())
    if wants_part():
        return _state(form, saved_at=clock.now())
    flash(_("Saved as a draft. Finish it whenever you like."), "good")
    return go(url_for("company.show", _anchor="drafts"))


@bp.post("/<any(offers, needs):kinds>/<uuid:listing_id>/duplicates")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def duplicate(kinds: str, listing_id: UUID) -> ResponseReturnValue:
    """A new draft with everything but days and photos."""
    title, typed = _copy(kinds, listing_id)
    draft_id = new_id()
    with unit_of_work():
        service.keep_draft(draft_id, _filling(kinds, title, typed), copied_from=listing_id, **_hand())
    flash(_("Copied. Say from when, then post it."), "good")
    return go(url_for(f"{kinds}.new", draft=draft_id))


@bp.post("/drafts/<uuid:draft_id>/deletion")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def delete(draft_id: UUID) -> ResponseReturnValue:
    """Throw it away."""
    with unit_of_work():
        service.delete_draft(draft_id, **_hand())
    flash(_("The draft is deleted."), "good")
    return go(url_for("company.show", _anchor="drafts"))


def _untitled(kinds: str, form: ListingForm, title: str) -> ResponseReturnValue:
    if wants_part():
        return _state(form, saved_at=None)
    if not title:
        form.object_to("title", _("Give it a title, then it can be kept."))
    return form_page(f"listings/{kinds}/new.html", form), 422


def _state(form: ListingForm, saved_at: datetime | None) -> str:
    complete = completing.of_form(form, photos=len(kept_with(form, None)))
    return render_template("listings/form/_draft_state.html", saved_at=saved_at, complete=complete, labels=labels)


def _filling(kinds: str, title: str, typed: Typed) -> service.Filling:
    """Raises Unprocessable for more text than a listing could ever hold."""
    if sum(len(text) for texts in typed.values() for text in texts) > MOST_CHARS:
        raise Unprocessable("too_long", _("That is more text than a listing can hold."))
    return service.Filling(kind=KINDS[kinds], title=title, answers=typed, language=current_language())


def _copy(kinds: str, listing_id: UUID) -> tuple[str, Typed]:
    given = asked()
    listing = queries.offer(listing_id) if kinds == "offers" else queries.need(listing_id)
    if listing is None or not policy.owns(acting_business_id(), listing):
        raise NotFound
    answers = _answers(listing, given)
    return listing.title, as_typed(FORMS[kinds](**given, **answers))


def _answers(listing: Offer | Need, given: dict[str, Any]) -> dict[str, Any]:
    if isinstance(listing, Need):
        return need_answers(listing, given["catalogue"])
    return offer_answers(listing, given["catalogue"], current_language())


def _hand() -> dict[str, Any]:
    return {"by": acting_person_id(), "business_id": acting_business_id(), "at": clock.now()}
