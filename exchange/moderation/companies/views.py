"""Doors of the desk's page about a company."""

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import labels
from exchange.accounts import queries as accounts
from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import case_seen
from exchange.accounts.registers import service
from exchange.accounts.registers.shown import register_seen
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import queries
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("desk_companies", __name__, url_prefix="/desk/businesses/<uuid:business_id>")


@bp.get("")
@open_to(Audience.STAFF)
def show(business_id: UUID) -> ResponseReturnValue:
    """What it stated beside what a register says, where it stands, and what happened."""
    business = accounts.business(business_id)
    if business is None:
        raise NotFound
    sites = accounts.sites_of(business_id)
    return render_template(
        "moderation/companies/show.html",
        business=business,
        labels=labels,
        sites=sites,
        permits=accounts.permits_at([site.id for site in sites]),
        register=register_seen([business])[business_id],
        waits=accounts.business_waiting(business_id) is not None,
        case=case_seen(CaseKind.BUSINESS, business_id),
        is_own=business_id in queries.business_ids_of(acting_person_id()),
        today=clock.today(),
    )


@bp.post("/register")
@open_to(Audience.MODERATORS)
@once
def ask_register(business_id: UUID) -> ResponseReturnValue:
    """The public register once more; what it says stands on this page when it has answered."""
    with unit_of_work():
        service.ask_again(business_id, by=acting_person_id(), at=clock.now())
    flash(_("The register is asked. Its answer will be here in a moment."), "good")
    return go(url_for(".show", business_id=business_id))
