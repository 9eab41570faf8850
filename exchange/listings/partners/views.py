"""Doors of the list of partners."""

from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.partners import service
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("partners", __name__, url_prefix="/companies/<uuid:business_id>/partnership")


@bp.post("")
@open_to(Audience.MEMBERS)
@once
def add(business_id: UUID) -> ResponseReturnValue:
    """It may see first what we post."""
    with unit_of_work():
        partner = service.add(business_id, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    flash(_("%(company)s is one of your partners now.", company=partner.name), "good")
    return go(url_for("companies.show", business_id=business_id))


@bp.post("/removal")
@open_to(Audience.MEMBERS)
@once
def remove(business_id: UUID) -> ResponseReturnValue:
    """It sees nothing first any more."""
    with unit_of_work():
        partner = service.remove(business_id, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    flash(_("%(company)s is not one of your partners any more.", company=partner.name), "good")
    return go(url_for("company.show", _anchor="partners"))
