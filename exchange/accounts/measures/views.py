"""What was decided about oneself and one's companies, and objecting to it: open to the suspended as well."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts.measures import labels, queries, service
from exchange.accounts.measures.forms import ObjectionForm
from exchange.accounts.measures.models import AccountMeasure
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, even_suspended, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

MOST_SHOWN = 50
bp = Blueprint("measures", __name__, url_prefix="/account/measures")


@bp.get("")
@open_to(Audience.SIGNED_IN)
@even_suspended
def show() -> ResponseReturnValue:
    """Each measure with its statement of reasons, newest first."""
    return _page()


@bp.post("/<uuid:measure_id>/objection")
@open_to(Audience.SIGNED_IN)
@even_suspended
@once
def object_to(measure_id: UUID) -> ResponseReturnValue:
    """Say why it is wrong."""
    form = filled(ObjectionForm)
    if not form.validate():
        return _page(measure_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        service.object_to(measure_id, form.words.data, by=acting_person_id(), at=clock.now())
    flash(_("Your objection has arrived. Somebody else will look at it; you will be told."), "good")
    return go(url_for(".show"))


def _page(refused_id: UUID | None = None, refused: ObjectionForm | None = None) -> str:
    me = acting_person_id()
    found, managed = queries.concerning(me, MOST_SHOWN), queries.managed_by(me)
    forms = {one.measure.id: ObjectionForm() for one in found if _may_object(one.measure, me, managed)}
    if refused and refused_id in forms:
        forms[refused_id] = refused
    for measure_id, form in forms.items():
        form.words.id = f"words-{measure_id}"
    return render_template(
        "accounts/measures/own.html", measures=found, forms=forms, refused=refused, labels=labels, now=clock.now()
    )


def _may_object(measure: AccountMeasure, me: UUID, managed: frozenset[UUID]) -> bool:
    """As ``service.object_to`` would say."""
    is_mine = measure.person_id == me or measure.business_id in managed
    return is_mine and measure.appealed_at is None and not service.is_too_late(measure, clock.now())
