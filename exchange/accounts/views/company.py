"""My company: what it is, where it works, who acts for it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import labels, policy, queries, service
from exchange.accounts.core.hours import write_hours
from exchange.accounts.forms import CompanyForm, InvitationForm
from exchange.accounts.models import Business, Person, Site
from exchange.accounts.service import Enrolment
from exchange.accounts.views.blueprints import company_bp as bp
from exchange.accounts.views.limits import limit_letters
from exchange.accounts.visitors import current_sign_in
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.forms import filled
from exchange.web.landing import landing
from exchange.web.maps import Spot, territory_map
from exchange.web.once import once
from exchange.web.visitor import acting_business, acting_person_id


@bp.get("/company")
@open_to(Audience.SIGNED_IN)
@also_on_behalf
def show() -> ResponseReturnValue:
    """The next step first; then sites, people, and what other rooms show of the company."""
    return company_page(InvitationForm())


def company_page(invitation_form: InvitationForm) -> str:
    """The page with its invitation form, empty or refused."""
    acting = acting_business()
    business = queries.business(acting.id) if acting else None
    return render_template(
        "accounts/company/show.html",
        business=business,
        mine=queries.businesses_of(acting_person_id()),
        labels=labels,
        invitation_form=invitation_form,
        **(_of(business) if business else {}),
    )


def _of(business: Business) -> dict[str, Any]:
    sites = queries.sites_of(business.id)
    may_manage = policy.may_manage(queries.role_of(acting_person_id(), business.id))
    return {
        "sites": sites,
        "site_map": _map(sites),
        "week": labels.week(),
        "written": write_hours,
        "permits": queries.permits_at(site.id for site in sites),
        "members": queries.members_of(business.id),
        "may_manage": may_manage,
        "invitations": queries.open_invitations(business.id, at=clock.now()) if may_manage else [],
        "join_requests": queries.join_requests(business.id) if may_manage else [],
        "today": clock.today(),
    }


def _map(sites: Sequence[Site]) -> str:
    """Where our sites are; each spot leads to the site's facts below."""
    if not sites:
        return ""
    spots = [Spot(site.name, 1, f"#site-{site.id}", "mixed", site.lat, site.lon) for site in sites]
    words = _("Each spot is a site; the list below says the same.")
    return territory_map(spots, land_href=url_for("pictures.land"), title=_("Where our sites are"), description=words)


@bp.post("/company/choice")
@open_to(Audience.SIGNED_IN)
def choose() -> ResponseReturnValue:
    """Act for another of my companies."""
    try:
        business_id = UUID(request.form.get("business_id", ""))
    except ValueError:
        abort(404)
    with unit_of_work():
        service.choose_business(current_sign_in().id, acting_person_id(), business_id)
    return go(url_for(".show"))


@bp.get("/company/new")
@open_to(Audience.CONFIRMED)
def new() -> ResponseReturnValue:
    """One more company for a person."""
    return render_template("accounts/company/new.html", form=CompanyForm())


@bp.post("/company/new")
@open_to(Audience.CONFIRMED)
@once
def add() -> ResponseReturnValue:
    """Manage it from now on, or ask those who do."""
    form = filled(CompanyForm)
    if not form.validate():
        return render_template("accounts/company/new.html", form=form), 422
    limit_letters(acting_person_id())
    with unit_of_work():
        business, enrolment = service.add_business(_myself(), form.company_draft(), at=clock.now())
        if enrolment is Enrolment.MANAGES:
            service.choose_business(current_sign_in().id, acting_person_id(), business.id)
    _say(enrolment, business)
    first = landing(business.id) if enrolment is Enrolment.MANAGES else None
    return go(first or url_for(".show"))


def _myself() -> Person:
    return current_sign_in().person


def _say(enrolment: Enrolment, business: Business) -> None:
    if enrolment is Enrolment.MANAGES:
        flash(_("You act for %(company)s now.", company=business.name), "good")
        return
    words = _("%(company)s is on Navette already. Its managers have been asked to invite you.", company=business.name)
    flash(words, "info")
