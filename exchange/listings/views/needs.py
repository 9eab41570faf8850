"""Needs: post, show, edit, pause, resume, withdraw."""

from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.catalogue import asking
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import completing, labels, policy, queries, service, shown
from exchange.listings.flows import claiming
from exchange.listings.flows.rows import Role
from exchange.listings.forms import NeedForm
from exchange.listings.forms.stored import differences, need_answers
from exchange.listings.models import ListingState, Need
from exchange.listings.search.criteria import Kind
from exchange.listings.service import DraftEnded, Stale
from exchange.listings.views import filling, prefilled
from exchange.listings.views.common import (
    asked,
    form_page,
    looking,
    me,
    own,
    read,
    tended,
    version_of,
    wants_suggestions,
    whereabouts,
)
from exchange.web.answers import go
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.forms import LINE_CHARS, filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("needs", __name__)


@bp.get("/needs/new")
@open_to(Audience.MEMBERS)
@also_on_behalf
def new() -> ResponseReturnValue:
    """All questions on one page; words that a search found nothing for come along, and so does a draft."""
    if (draft := filling.resumed(Kind.NEED)) is not None:
        return form_page("listings/needs/new.html", draft, flow=prefilled.flow_shown(draft, Role.NEED))
    words = asking.words(request.args, "title")[:LINE_CHARS]
    known = prefilled.need_answers()
    typed = {**filling.fresh(Kind.NEED), "title": words, "material_words": words}
    return form_page("listings/needs/new.html", NeedForm(**asked(), **{**typed, **known.answers}), flow=known.flow)


@bp.post("/needs")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def create() -> ResponseReturnValue:
    """Post it; anything unclear brings the form back with all that was typed."""
    form = filled(NeedForm, **asked())
    if wants_suggestions() or not form.validate():
        return form_page("listings/needs/new.html", form, flow=prefilled.flow_shown(form, Role.NEED)), 422
    try:
        need = _post(form)
    except DraftEnded as ended:
        flow = prefilled.flow_shown(form, Role.NEED)
        return form_page("listings/needs/new.html", form, flow=flow, stale=ended.message), 409
    flash(_posted(need), "good")
    return go(url_for(".show", need_id=need.id))


@bp.get("/needs/<uuid:need_id>")
@open_to(Audience.ANYONE)
def show(need_id: UUID) -> ResponseReturnValue:
    """What is wanted, how much, from how far, until when, at what price at most."""
    need, known, language = read(queries.need(need_id)), catalogue.current(), current_language()
    named = policy.may_know_holder(need, **looking())
    return render_template(
        "listings/needs/show.html",
        need=need,
        materials=shown.materials(need, known, language),
        quantity=shown.quantity(need.remaining_units, need, known),
        level=shown.level(need.remaining_units),
        facts=shown.need_facts(need),
        statuses=shown.statuses_taken(need),
        **whereabouts(need, "need"),
        **tended(need),
        complete=completing.of_wish(need),
        knows_holder=named,
        policy=policy,
        labels=labels,
        me=me(),
    )  # fmt: skip


@bp.get("/needs/<uuid:need_id>/edit")
@open_to(Audience.MEMBERS)
@also_on_behalf
def edit(need_id: UUID) -> ResponseReturnValue:
    """The same questions, answered as they stand."""
    need = own(queries.need(need_id))
    return form_page("listings/needs/edit.html", _stored(need), need=need, differing=[])


@bp.post("/needs/<uuid:need_id>")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def change(need_id: UUID) -> ResponseReturnValue:
    """Store the changes; if somebody was faster, show both and let the person decide."""
    need, form = own(queries.need(need_id)), filled(NeedForm, **asked())
    if wants_suggestions() or not form.validate():
        return form_page("listings/needs/edit.html", form, need=need, differing=[]), 422
    try:
        with unit_of_work():
            service.edit_need(
                need_id, form.draft(), version=version_of(form), by=acting_person_id(),
                business_id=acting_business_id(), at=clock.now(),
            )  # fmt: skip
    except Stale as stale:
        stored = _stored(own(queries.need(need_id)))
        form.version.data = stored.version.data
        differing = differences(form, stored)
        page = form_page("listings/needs/edit.html", form, need=need, differing=differing, stale=stale.message)
        return page, 409
    flash(_("The changes are stored."), "good")
    return go(url_for(".show", need_id=need_id))


@bp.post("/needs/<uuid:need_id>/withdrawal")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def withdraw(need_id: UUID) -> ResponseReturnValue:
    """Look no more."""
    with unit_of_work():
        service.withdraw_need(need_id, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    return go(url_for(".show", need_id=need_id))


@bp.post("/needs/<uuid:need_id>/pause")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def pause(need_id: UUID) -> ResponseReturnValue:
    """Hide it for a while."""
    with unit_of_work():
        service.pause_need(need_id, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    return go(url_for(".show", need_id=need_id))


@bp.post("/needs/<uuid:need_id>/resumption")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def resume(need_id: UUID) -> ResponseReturnValue:
    """Show it again."""
    with unit_of_work():
        service.resume_need(need_id, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    return go(url_for(".show", need_id=need_id))


def _post(form: NeedForm) -> Need:
    flow_id = prefilled.posted_flow(form)
    with unit_of_work():
        filling.posted(form, Kind.NEED)
        need = service.post_need(
            form.draft(), by=acting_person_id(), business_id=acting_business_id(), at=clock.now()
        )  # fmt: skip
        if flow_id:
            claiming.settle_by_posting(flow_id, need, by=acting_person_id(), at=clock.now())
    return need


def _stored(need: Need) -> NeedForm:
    given = asked()
    return NeedForm(**given, **need_answers(need, given["catalogue"]))


def _posted(need: Need) -> str:
    if need.state is ListingState.IN_REVIEW:
        return _("Thank you. A moderator looks at it before it is published.")
    return _("Published. Matches appear on this page by themselves.")
