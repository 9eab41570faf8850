"""Statements of reasons, and the rules that they cite."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from exchange.kernel.refusals import NotFound
from exchange.moderation import labels, lawful, policy, queries
from exchange.moderation.models import Ground, Redress
from exchange.web.audiences import Audience, open_to
from exchange.web.visitor import visitor

bp = Blueprint("statements", __name__)


@bp.get("/statements/<uuid:statement_id>")
@open_to(Audience.CONFIRMED)
def show(statement_id: UUID) -> ResponseReturnValue:
    """Why something was refused, for the company concerned and for staff; to others it does not exist."""
    found = queries.statement(statement_id)
    who = visitor()
    acting_for = who.business.id if who.business else None
    if found is None or not policy.may_read(
        is_staff=who.is_staff, acting_for=acting_for, business_id=found[0].business_id
    ):
        raise NotFound
    statement, review = found
    redress = [labels.redress_label(Redress(way)) for way in statement.redress]
    return render_template(
        "moderation/statement.html",
        statement=statement,
        review=review,
        labels=labels,
        redress=redress,
        act=lawful.act_of(statement.rule),
    )


@bp.get("/rules")
@open_to(Audience.ANYONE)
def rules() -> ResponseReturnValue:
    """What a listing has to keep to, and how decisions are made: the only grounds on which one is refused."""
    return render_template("moderation/rules.html", grounds=list(Ground), labels=labels)
