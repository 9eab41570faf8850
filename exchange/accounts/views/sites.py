"""The sites of my company."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.forms import SiteForm, filled_from
from exchange.accounts.models import Site
from exchange.accounts.views.blueprints import sites_bp as bp
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.territory import territory
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id


def own_site(site_id: UUID) -> Site:
    """An open site of the business acted for. Raises NotFound for any other."""
    site = queries.site_of(acting_business_id(), site_id)
    if site is None:
        raise NotFound
    return site


def _form_page(form: SiteForm, site: Site | None) -> str:
    return render_template("accounts/sites/form.html", form=form, site=site, communes=territory().communes.values())


@bp.get("/sites/new")
@open_to(Audience.MANAGERS)
def new() -> ResponseReturnValue:
    """One more place to load and unload."""
    return _form_page(SiteForm(), None)


@bp.post("/sites/new")
@open_to(Audience.MANAGERS)
@once
def add() -> ResponseReturnValue:
    """Store it; a commune that may be several is asked for once more."""
    form = filled(SiteForm)
    if not form.validate():
        return _form_page(form, None), 422
    with unit_of_work():
        service.open_site(acting_business_id(), form.draft(), by=acting_person_id(), at=clock.now())
    flash(_("The site is open."), "good")
    return go(url_for("company.show"))


@bp.get("/sites/<uuid:site_id>/edit")
@open_to(Audience.MANAGERS)
def edit(site_id: UUID) -> ResponseReturnValue:
    """What is known about it, to correct."""
    site = own_site(site_id)
    return _form_page(SiteForm(data=filled_from(site)), site)


@bp.post("/sites/<uuid:site_id>/edit")
@open_to(Audience.MANAGERS)
@once
def change(site_id: UUID) -> ResponseReturnValue:
    """Store the correction."""
    site, form = own_site(site_id), filled(SiteForm)
    if not form.validate():
        return _form_page(form, site), 422
    with unit_of_work():
        service.change_site(site_id, acting_business_id(), form.draft(), by=acting_person_id(), at=clock.now())
    flash(_("The site is changed."), "good")
    return go(url_for("company.show"))


@bp.post("/sites/<uuid:site_id>/closing")
@open_to(Audience.MANAGERS)
def close(site_id: UUID) -> ResponseReturnValue:
    """Nothing new loads or unloads there."""
    with unit_of_work():
        service.close_site(site_id, acting_business_id(), by=acting_person_id(), at=clock.now())
    flash(_("The site is closed."), "good")
    return go(url_for("company.show"))
