"""What a site may take, stated by its holder."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.forms import PermitForm
from exchange.accounts.views.blueprints import sites_bp as bp
from exchange.accounts.views.sites import own_site
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web import stored
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.bodies import takes_up_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

_REQUEST_MB = 12


@bp.get("/sites/<uuid:site_id>/permits/new")
@open_to(Audience.MANAGERS)
def new_permit(site_id: UUID) -> ResponseReturnValue:
    """State a permit of a site."""
    return render_template("accounts/sites/permit.html", form=PermitForm(), site=own_site(site_id))


@bp.post("/sites/<uuid:site_id>/permits/new")
@takes_up_to(_REQUEST_MB)
@open_to(Audience.MANAGERS)
@once
def add_permit(site_id: UUID) -> ResponseReturnValue:
    """It counts once a moderator has seen the paper."""
    site, form = own_site(site_id), filled(PermitForm)
    if not form.validate():
        return render_template("accounts/sites/permit.html", form=form, site=site), 422
    with unit_of_work():
        service.add_permit(site_id, acting_business_id(), form.draft(), by=acting_person_id(), at=clock.now())
    flash(_("The permit is stated. It counts once a moderator has checked it."), "good")
    return go(url_for("company.show"))


@bp.get("/permits/<uuid:permit_id>/paper")
@open_to(Audience.MEMBERS)
def save_paper(permit_id: UUID) -> ResponseReturnValue:
    """The act that one's own company handed in, to be saved. Foreign and missing ones answer alike."""
    permit = queries.permit_with_paper(permit_id)
    if permit is None or permit.site.business_id != acting_business_id():
        raise NotFound
    return stored.attachment(service.paper_name(permit_id), "application/pdf", f"{permit.reference}.pdf")
