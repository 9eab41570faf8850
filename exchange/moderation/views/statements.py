"""Statements of reasons, and the rules that they cite."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.moderation import labels, lawful, policy, queries
from exchange.moderation.appeals import queries as appeals
from exchange.moderation.appeals.forms import AppealForm
from exchange.moderation.appeals.labels import outcome_label
from exchange.moderation.appeals.service import is_too_late
from exchange.moderation.models import Ground, Redress, Review, StatementOfReasons
from exchange.moderation.rules.labels import evidence_words
from exchange.web.audiences import Audience, open_to
from exchange.web.visitor import visitor

bp = Blueprint("statements", __name__)


@dataclass(frozen=True, slots=True)
class About:
    """Which version of which listing a statement is about."""

    kind: str
    listing_id: str
    version: int

    @classmethod
    def of(cls, statement: StatementOfReasons, review: Review | None) -> Self:
        """By the decision; what a rule has wait has none yet, and says it itself."""
        if review is not None:
            return cls(review.listing_kind, str(review.listing_id), review.listing_version)
        facts = statement.facts
        return cls(facts["listing_kind"], facts["listing_id"], facts["version"])


@bp.get("/statements/<uuid:statement_id>")
@open_to(Audience.CONFIRMED)
def show(statement_id: UUID) -> ResponseReturnValue:
    """Why something was refused, for the company concerned and for staff; to others it does not exist."""
    return page(statement_id, AppealForm())


def page(statement_id: UUID, form: AppealForm) -> str:
    """A statement with the objection to it, or the form for one. Raises NotFound for whom it does not concern."""
    found = queries.statement(statement_id)
    who = visitor()
    acting_for = who.business.id if who.business else None
    if found is None or not policy.may_read(
        is_staff=who.is_staff, acting_for=acting_for, business_id=found[0].business_id
    ):
        raise NotFound
    statement, review = found
    why = [evidence_words(one) for one in statement.facts.get("why", ())]
    redress = [labels.redress_label(Redress(way)) for way in statement.redress]
    return render_template(
        "moderation/statement.html", statement=statement, about=About.of(statement, review), why=why, labels=labels,
        redress=redress, act=lawful.act_of(statement.rule), appeal=appeals.of_statement(statement_id),
        form=form if review and _may_object(statement) else None, outcome_label=outcome_label,
    )  # fmt: skip


def _may_object(statement: StatementOfReasons) -> bool:
    business = visitor().business
    return business is not None and business.id == statement.business_id and not is_too_late(statement, clock.now())


@bp.get("/rules")
@open_to(Audience.ANYONE)
def rules() -> ResponseReturnValue:
    """What a listing has to keep to, and how decisions are made: the only grounds on which one is refused."""
    return render_template("moderation/rules.html", grounds=list(Ground), labels=labels)
