"""Doors of objections."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import case_seen
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import labels
from exchange.moderation.appeals import queries, service
from exchange.moderation.appeals.forms import AnswerForm, AppealForm
from exchange.moderation.appeals.models import AppealOutcome
from exchange.moderation.views.statements import page
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_person_id, visitor

bp = Blueprint("appeals", __name__)


@bp.post("/statements/<uuid:statement_id>/appeal")
@open_to(Audience.CONFIRMED)
@once
def make(statement_id: UUID) -> ResponseReturnValue:
    """The company objects, even while it is suspended."""
    business, form = visitor().business, filled(AppealForm)
    if not form.validate():
        return page(statement_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if business is None:
        raise NotFound
    with unit_of_work():
        service.object_to(statement_id, form.words.data, by=acting_person_id(), business_id=business.id, at=clock.now())
    flash(_("Your objection has arrived. Somebody else will look at it; you will be told."), "good")
    return go(url_for("statements.show", statement_id=statement_id))


@bp.get("/desk/appeals/<uuid:appeal_id>")
@open_to(Audience.MODERATORS)
def show(appeal_id: UUID) -> ResponseReturnValue:
    """The decision, the objection, and the form for the second decision."""
    return _page(appeal_id, AnswerForm())


@bp.post("/desk/appeals/<uuid:appeal_id>")
@open_to(Audience.MODERATORS)
@once
def decide(appeal_id: UUID) -> ResponseReturnValue:
    """Somebody else decides."""
    form = filled(AnswerForm)
    if not form.validate():
        return _page(appeal_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        service.decide(
            appeal_id, AppealOutcome(form.outcome.data), form.answer.data, by=acting_person_id(), at=clock.now()
        )
    flash(_("Decided. The company has been told why."), "good")
    return go(url_for("desk.show"))


def _page(appeal_id: UUID, form: AnswerForm) -> str:
    one = service.ensure_open(queries.appeal(appeal_id), by=acting_person_id())
    statement, review = service.decided(one.statement_id)
    return render_template(
        "moderation/appeals/decide.html",
        appeal=one,
        statement=statement,
        review=review,
        form=form,
        labels=labels,
        seen=case_seen(CaseKind.APPEAL, appeal_id),
    )
