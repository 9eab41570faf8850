"""Another mail address: asking for it, and the two links that come of it. Links only show a button."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.forms import AddressForm, OwnPasswordForm
from exchange.accounts.views.blueprints import security_bp as bp
from exchange.accounts.views.limits import limit_letters
from exchange.accounts.views.proving import just_proved
from exchange.accounts.views.security import security_page
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import forget_all_but_language
from exchange.web.once import once
from exchange.web.visitor import acting_person_id, visitor


@bp.post("/account/email")
@open_to(Audience.SIGNED_IN)
@just_proved
@once
def ask_for_address() -> ResponseReturnValue:
    """Send a link to the new address."""
    form = filled(AddressForm)
    if not form.validate():
        return security_page(OwnPasswordForm(), form), 422
    limit_letters(acting_person_id())
    with unit_of_work():
        service.ask_for_address(acting_person_id(), form.email.data, at=clock.now())
    flash(_("A link is on its way to the new address. Until it is followed, nothing changes."), "good")
    return go(url_for(".show"))


@bp.get("/account/email/confirmation/<token>")
@open_to(Audience.ANYONE)
def new_address(token: str) -> ResponseReturnValue:
    """A button; nothing is confirmed by looking."""
    change = queries.open_change(token, at=clock.now())
    if change is None:
        raise service.DeadLink
    return render_template("accounts/security/new_address.html", token=token, email=change.new_email)


@bp.post("/account/email/confirmation/<token>")
@open_to(Audience.ANYONE)
def confirm_address(token: str) -> ResponseReturnValue:
    """The new mailbox answered."""
    with unit_of_work():
        service.confirm_address(token, at=clock.now())
    flash(_("Mail goes to your new address from now on, and you sign in with it."), "good")
    return go(url_for(".show") if visitor().is_authenticated else url_for("accounts.sign_in"))


@bp.get("/account/email/undo/<token>")
@open_to(Audience.ANYONE)
def old_address(token: str) -> ResponseReturnValue:
    """A button for whoever reads the old mailbox."""
    change = queries.undoable_change(token, at=clock.now())
    if change is None:
        raise service.DeadLink
    return render_template("accounts/security/old_address.html", token=token, email=change.old_email)


@bp.post("/account/email/undo/<token>")
@open_to(Audience.ANYONE)
def undo_address(token: str) -> ResponseReturnValue:
    """The old address is back; who knows the password may be somebody else, so a new one is next."""
    with unit_of_work():
        service.undo_address(token, at=clock.now())
    forget_all_but_language()
    flash(_("Your address is back, and every browser is signed out. Now choose a new password."), "good")
    return go(url_for("accounts.forgotten"))
