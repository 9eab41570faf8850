"""Lots: post, show, edit, pause, resume, withdraw."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import completing, labels, policy, queries, service, shown
from exchange.listings.flows import claiming
from exchange.listings.flows.rows import Role
from exchange.listings.forms import OfferForm
from exchange.listings.forms.stored import differences, offer_answers
from exchange.listings.lawful.lots import with_safety_sheet
from exchange.listings.models import ListingState, Offer
from exchange.listings.search.criteria import Kind
from exchange.listings.service import DraftEnded, Stale
from exchange.listings.views import filling, holding, prefilled
from exchange.listings.views.common import (
    asked,
    form_page,
    looking,
    me,
    own,
    papers_for,
    read,
    tended,
    version_of,
    wants_suggestions,
    whereabouts,
)
from exchange.web.answers import go
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.bodies import takes_up_to
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("offers", __name__)


@bp.get("/offers/new")
@open_to(Audience.MEMBERS)
@also_on_behalf
def new() -> ResponseReturnValue:
    """All questions on one page, as a draft left them where one is resumed."""
    if (draft := filling.resumed(Kind.OFFER)) is not None:
        return form_page("listings/offers/new.html", draft, flow=prefilled.flow_shown(draft, Role.OFFER))
    known = prefilled.offer_answers()
    form = OfferForm(**asked(), **{**filling.fresh(Kind.OFFER), **known.answers})
    return form_page("listings/offers/new.html", form, flow=known.flow)


@bp.post("/offers")
@takes_up_to(holding.REQUEST_MB)
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def create() -> ResponseReturnValue:
    """Post it, with its photos; anything unclear brings the form back with all that was typed and sent."""
    form = filled(OfferForm, **asked())
    if wants_suggestions() or not form.validate() or holding.too_many(form):
        _come_back(form)
        return form_page("listings/offers/new.html", form, flow=prefilled.flow_shown(form, Role.OFFER)), 422
    try:
        offer = _post(form)
    except DraftEnded as ended:
        holding.hold(form)
        flow = prefilled.flow_shown(form, Role.OFFER)
        return form_page("listings/offers/new.html", form, flow=flow, stale=ended.message), 409
    flash(_posted(offer), "good")
    return go(url_for(".show", offer_id=offer.id))


@bp.get("/offers/<uuid:offer_id>")
@open_to(Audience.ANYONE)
def show(offer_id: UUID) -> ResponseReturnValue:
    """What it is, how much, how far, until when, for what price, and the next step."""
    offer, known, language = read(queries.offer(offer_id)), catalogue.current(), current_language()
    named, photos = policy.may_know_holder(offer, **looking()), queries.photos_of(offer_id)
    return render_template(
        "listings/offers/show.html",
        offer=offer,
        photos=photos,
        papers=papers_for(offer),
        complete=completing.of_lot(offer, photos=len(photos)),
        path=known.path(offer.material_code),
        language=language,
        quantity=shown.quantity(offer.free_units, offer, known),
        level=shown.level(offer.free_units),
        facts=shown.offer_facts(offer),
        details=shown.details(offer),
        in_law=shown.in_law(offer, known, language),
        **whereabouts(offer, "offer"),
        **tended(offer),
        knows_holder=named,
        policy=policy,
        labels=labels,
        me=me(),
    )


@bp.get("/offers/<uuid:offer_id>/edit")
@open_to(Audience.MEMBERS)
@also_on_behalf
def edit(offer_id: UUID) -> ResponseReturnValue:
    """The same questions, answered as they stand."""
    offer = own(queries.offer(offer_id))
    return _edit_page(_stored(offer), offer)


@bp.post("/offers/<uuid:offer_id>")
@takes_up_to(holding.REQUEST_MB)
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def change(offer_id: UUID) -> ResponseReturnValue:
    """Store the changes; if somebody was faster, show both and let the person decide."""
    offer, form = own(queries.offer(offer_id)), filled(OfferForm, **asked())
    form.has_sheet = bool(with_safety_sheet([offer_id]))
    if wants_suggestions() or not form.validate() or holding.too_many(form, offer):
        _come_back(form, offer)
        return _edit_page(form, offer), 422
    try:
        with unit_of_work():
            service.edit_offer(
                offer_id, form.draft(), version=version_of(form), by=acting_person_id(),
                business_id=acting_business_id(), at=clock.now(),
            )  # fmt: skip
            holding.hand_over(form, offer, is_new=False)
    except Stale as stale:
        holding.hold(form, offer)
        stored = _stored(own(queries.offer(offer_id)))
        form.version.data = stored.version.data
        differing = differences(form, stored)
        return _edit_page(form, offer, differing=differing, stale=stale.message), 409
    flash(_("The changes are stored."), "good")
    return go(url_for(".show", offer_id=offer_id))


@bp.post("/offers/<uuid:offer_id>/withdrawal")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def withdraw(offer_id: UUID) -> ResponseReturnValue:
    """Take it back for good."""
    with unit_of_work():
        service.withdraw_offer(offer_id, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    return go(url_for(".show", offer_id=offer_id))


@bp.post("/offers/<uuid:offer_id>/pause")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def pause(offer_id: UUID) -> ResponseReturnValue:
    """Hide it for a while."""
    with unit_of_work():
        service.pause_offer(offer_id, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    return go(url_for(".show", offer_id=offer_id))


@bp.post("/offers/<uuid:offer_id>/resumption")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def resume(offer_id: UUID) -> ResponseReturnValue:
    """Show it again."""
    with unit_of_work():
        service.resume_offer(offer_id, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    return go(url_for(".show", offer_id=offer_id))


def _post(form: OfferForm) -> Offer:
    flow_id = prefilled.posted_flow(form)
    with unit_of_work():
        filling.posted(form, Kind.OFFER)
        offer = service.post_offer(
            form.draft(), by=acting_person_id(), business_id=acting_business_id(), at=clock.now()
        )  # fmt: skip
        if flow_id:
            claiming.settle_by_posting(flow_id, offer, by=acting_person_id(), at=clock.now())
        holding.hand_over(form, offer, is_new=True)
    return offer


def _come_back(form: OfferForm, offer: Offer | None = None) -> None:
    """What was sent with it is kept, unless it is too much."""
    if not holding.too_many(form, offer):
        holding.hold(form, offer)


def _edit_page(form: OfferForm, offer: Offer, **context: Any) -> str:
    kept = holding.kept_with(form, offer)
    complete = completing.of_form(form, photos=len(queries.photos_of(offer.id)) + len(kept))
    return form_page("listings/offers/edit.html", form, offer=offer, complete=complete, kept=kept, **context)


def _stored(offer: Offer) -> OfferForm:
    given = asked()
    form = OfferForm(**given, **offer_answers(offer, given["catalogue"], current_language()))
    form.has_sheet = bool(with_safety_sheet([offer.id]))
    return form


def _posted(offer: Offer) -> str:
    if offer.state is ListingState.IN_REVIEW:
        return _("Thank you. A moderator looks at it before it is published.")
    return _("Published. Matches appear on this page by themselves.")
