"""The link that proves a mailbox. Mail scanners follow links, so the link only shows a button."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.models import TokenPurpose
from exchange.accounts.views.blueprints import accounts_bp as bp
from exchange.accounts.views.limits import limit_letters
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.landing import landing
from exchange.web.visitor import acting_person_id, visitor


@bp.get("/sign-up/confirmation/<token>")
@open_to(Audience.ANYONE)
def confirmation(token: str) -> ResponseReturnValue:
    """A button; nothing is confirmed by looking."""
    if queries.live_token(token, TokenPurpose.CONFIRM, at=clock.now()) is None:
        raise service.DeadLink
    return render_template("accounts/confirmation.html", token=token)


@bp.post("/sign-up/confirmation/<token>")
@open_to(Audience.ANYONE)
def confirm(token: str) -> ResponseReturnValue:
    """The mailbox answered."""
    with unit_of_work():
        person = service.confirm(token, at=clock.now())
        first = landing(queries.usual_business_id(person.id))
    flash(_("Your e-mail address is confirmed."), "good")
    if visitor().is_authenticated:
        return go(first or url_for("company.show"))
    return go(url_for(".sign_in", next=first))


@bp.post("/sign-up/confirmation")
@open_to(Audience.SIGNED_IN)
def resend_confirmation() -> ResponseReturnValue:
    """Send the link again; the older one stops working."""
    limit_letters(acting_person_id())
    with unit_of_work():
        service.resend_confirmation(acting_person_id(), at=clock.now())
    flash(_("A new link is on its way to your mailbox."), "good")
    return go(url_for("company.show"))
