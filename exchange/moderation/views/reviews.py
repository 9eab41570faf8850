"""Deciding about one listing."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import case_seen
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.refusals import Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import queries, service
from exchange.moderation.forms import RefusalForm
from exchange.moderation.models import ListingKind
from exchange.moderation.rules.shown import findings
from exchange.moderation.shown import ShownCase, shown
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("reviews", __name__, url_prefix="/desk/<any(offer, need):kind>s/<uuid:listing_id>")


@bp.post("/approval")
@open_to(Audience.MODERATORS)
@once
def approve(kind: str, listing_id: UUID) -> ResponseReturnValue:
    """A moderator says yes."""
    with unit_of_work():
        service.approve(_case(kind, listing_id), by=acting_person_id(), at=clock.now())
    flash(_("Approved."), "good")
    return go(url_for("desk.show"))


@bp.get("/refusal")
@open_to(Audience.MODERATORS)
def reasons(kind: str, listing_id: UUID) -> ResponseReturnValue:
    """The case again, with the form for the reasons."""
    return _form_page(_open(kind, listing_id), RefusalForm())


@bp.post("/refusal")
@open_to(Audience.MODERATORS)
@once
def refuse(kind: str, listing_id: UUID) -> ResponseReturnValue:
    """A moderator says no, and why."""
    form = filled(RefusalForm)
    if not form.validate():
        return _form_page(_open(kind, listing_id), form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        service.refuse(_case(kind, listing_id), form.reasons(), by=acting_person_id(), at=clock.now())
    flash(_("Refused. The company has been told why."), "good")
    return go(url_for("desk.show"))


def _case(kind: str, listing_id: UUID) -> service.Case:
    """The version that was on the screen comes back with the form. Raises Unprocessable where it is missing."""
    try:
        return service.Case(ListingKind(kind), listing_id, int(request.form.get("version", "")[:10]))
    except ValueError:
        raise Unprocessable("no_version", _("This form is incomplete. Reload the page and try again.")) from None


def _open(kind: str, listing_id: UUID) -> ShownCase:
    listing = queries.listing(ListingKind(kind), listing_id)
    listing = service.ensure_open(ListingKind(kind), listing, by=acting_person_id())
    photo = queries.photos_of([listing_id]).get(listing_id)
    found = findings([listing_id]).get(listing_id, ())
    return shown(listing, catalogue.current(), current_language(), own=(), photo=photo, findings=found)


def _form_page(case: ShownCase, form: RefusalForm) -> str:
    seen = case_seen(CaseKind(case.kind), case.listing_id)
    return render_template("moderation/refuse.html", case=case, form=form, seen=seen)
