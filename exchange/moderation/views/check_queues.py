"""All companies to verify, all permits to check: one after the other, or those that are ticked at once."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from exchange.accounts import queries as accounts
from exchange.accounts import service
from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import cases_seen
from exchange.accounts.registers.shown import register_seen
from exchange.kernel import clock
from exchange.moderation import batches, queries
from exchange.moderation.forms import ChecksForm
from exchange.moderation.views.left_out import tell_left_out
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.visitor import acting_person_id

MOST_SHOWN = batches.MOST
bp = Blueprint("check_queues", __name__, url_prefix="/desk")


@bp.get("/businesses")
@open_to(Audience.MODERATORS)
def businesses() -> ResponseReturnValue:
    """Companies that wait longest."""
    return _businesses(ChecksForm())


@bp.post("/businesses/decisions")
@open_to(Audience.MODERATORS)
def decide_businesses() -> ResponseReturnValue:
    """Verify those ticked, or refuse them all for the same reason. Twice changes nothing."""
    form: ChecksForm = filled(ChecksForm)
    if not form.validate():
        return _businesses(form), HTTPStatus.UNPROCESSABLE_ENTITY
    decided = _decided(form, service.verify_business, service.refuse_business, _company)
    _tell(form, decided)
    return go(url_for(".businesses"))


@bp.get("/permits")
@open_to(Audience.MODERATORS)
def permits() -> ResponseReturnValue:
    """Permits that wait longest."""
    return _permits(ChecksForm())


@bp.post("/permits/decisions")
@open_to(Audience.MODERATORS)
def decide_permits() -> ResponseReturnValue:
    """Likewise for permits."""
    form: ChecksForm = filled(ChecksForm)
    if not form.validate():
        return _permits(form), HTTPStatus.UNPROCESSABLE_ENTITY
    _tell(form, _decided(form, service.verify_permit, service.refuse_permit, _reference))
    return go(url_for(".permits"))


def _decided(
    form: ChecksForm, verify: Callable[..., object], refuse: Callable[..., object], name: Callable[[UUID], str]
) -> batches.Done:
    by, at = acting_person_id(), clock.now()
    if form.refuses:
        reason = form.reason.data or ""
        return batches.each(form.case.data or [], lambda one: refuse(one, by=by, at=at, reason=reason), name)
    return batches.each(form.case.data or [], lambda one: verify(one, by=by, at=at), name)


def _tell(form: ChecksForm, done: batches.Done) -> None:
    if done.decided and form.refuses:
        flash(
            ngettext("One refused. Its company has been told why.",
                     "%(num)d refused. Their companies have been told why.", done.decided), "good",
        )  # fmt: skip
    elif done.decided:
        flash(ngettext("One verified.", "%(num)d verified.", done.decided), "good")
    tell_left_out(done)


def _company(business_id: UUID) -> str:
    business = accounts.business(business_id)
    return business.name if business else ""


def _reference(permit_id: UUID) -> str:
    return queries.reference_of_permit(permit_id) or ""


def _businesses(form: ChecksForm) -> str:
    found = accounts.businesses_waiting(MOST_SHOWN)
    seen = cases_seen(CaseKind.BUSINESS, [one.id for one in found])
    return _page(
        "moderation/businesses.html", form, {"businesses": found, "seen": seen, "register": register_seen(found)}
    )


def _permits(form: ChecksForm) -> str:
    found = accounts.permits_waiting(MOST_SHOWN)
    seen = cases_seen(CaseKind.PERMIT, [one.id for one in found])
    return _page("moderation/permits.html", form, {"permits": found, "seen": seen})


def _page(template: str, form: ChecksForm, shown: Mapping[str, Any]) -> str:
    own = queries.business_ids_of(acting_person_id())
    return render_template(template, form=form, own=own, batch=True, **shown)
