"""The blueprint that the room's views share, and who acts."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import queries
from exchange.deals.service import Party
from exchange.kernel.refusals import Unprocessable
from exchange.web import rate
from exchange.web.answers import go
from exchange.web.visitor import acting_business, acting_business_id, acting_person_id

ONE = "/<uuid:deal_id>/loads/<int:number>"
"""The address of one load of a deal."""

bp = Blueprint("deals", __name__, url_prefix="/deals")


def party() -> Party:
    """The person of this request for the business acted for."""
    return Party(acting_person_id(), acting_business_id())


def not_too_often(what: str, most: int) -> None:
    """Raises TooMany above so many an hour for this person."""
    rate.limit(what, str(acting_person_id()), most=most, per=timedelta(hours=1))


def back_to(deal_id: UUID, message: str) -> ResponseReturnValue:
    """To the deal's page, with a word about what was done."""
    flash(message, "good")
    return go(url_for("deals.show", deal_id=deal_id))


def to_gate(deal_id: UUID, number: int, message: str) -> ResponseReturnValue:
    """To the load's page for the gate, with a word about what was done."""
    flash(message, "good")
    return go(url_for("deals.gate", deal_id=deal_id, number=number))


def turn_count() -> int:
    """For the header of every page: how many deals wait for the business acted for."""
    business = acting_business()
    return queries.turn_count(business.id) if business is not None else 0


def incomplete() -> Unprocessable:
    """The refusal of a form whose hidden part is missing or was tampered with."""
    return Unprocessable("incomplete", _("This form is incomplete. Reload the page and try again."))
