"""What public registers hold of my company: confirm, correct or drop."""

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.flows import claiming
from exchange.listings.flows.forms.drops import DropForm
from exchange.listings.flows.queries import claims
from exchange.listings.flows.rows import Role
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("company_flows", __name__, url_prefix="/company/flows")
_ONE = "/<any(offer, need):role>/<uuid:flow_id>/dropping"


@bp.get("")
@open_to(Audience.MEMBERS)
def show() -> ResponseReturnValue:
    """Every flow with its source, period, quantity and material, and the two ways to settle it."""
    return render_template(
        "listings/flows/mine.html", flows=claims.flows_of(acting_business_id()), label=label_of,
        settled=claims.settled_count(acting_business_id()), most=claims.MOST,
    )  # fmt: skip


@bp.get(_ONE)
@open_to(Audience.MEMBERS)
def reasons(role: str, flow_id: UUID) -> ResponseReturnValue:
    """Why it is not so."""
    return _drop_page(Role(role), flow_id, DropForm())


@bp.post(_ONE)
@open_to(Audience.MEMBERS)
@once
def drop(role: str, flow_id: UUID) -> ResponseReturnValue:
    """It is not so: gone from the matching, and no later file brings it back in silence."""
    claims.any_flow(Role(role), flow_id, acting_business_id())
    form = filled(DropForm)
    if not form.validate():
        return _drop_page(Role(role), flow_id, form), 422
    with unit_of_work():
        claiming.drop(
            Role(role), flow_id, form.drop(), by=acting_person_id(), business_id=acting_business_id(), at=clock.now()
        )  # fmt: skip
    flash(_("Dropped. Nobody is introduced to you for it any more."), "good")
    return go(url_for(".show") if claims.has_flows(acting_business_id()) else url_for("company.show"))


def label_of(code: str) -> str:
    """What people of the page's language call a material."""
    return catalogue.current().label(code, current_language())


def _drop_page(role: Role, flow_id: UUID, form: DropForm) -> str:
    flow = claims.own_flow(role, flow_id, acting_business_id())
    return render_template("listings/flows/drop.html", flow=flow, form=form, label=label_of)
