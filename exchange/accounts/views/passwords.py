"""The way back in with a new password."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.forms import ForgottenForm, NewPasswordForm
from exchange.accounts.models import TokenPurpose
from exchange.accounts.views.blueprints import accounts_bp as bp
from exchange.accounts.views.limits import limit_reset
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import forget_all_but_language


@bp.get("/sign-in/forgotten")
@open_to(Audience.ANYONE)
def forgotten() -> ResponseReturnValue:
    """Where shall the link go?"""
    return render_template("accounts/forgotten.html", form=ForgottenForm())


@bp.post("/sign-in/forgotten")
@open_to(Audience.ANYONE)
def ask_for_reset() -> ResponseReturnValue:
    """Send the link, if there is somebody to send it to; the answer is the same."""
    form = filled(ForgottenForm)
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form), 422
    limit_reset(form.email.data)
    with unit_of_work():
        service.ask_for_reset(form.email.data)
    return go(url_for(".reset_sent"))


@bp.get("/sign-in/forgotten/sent")
@open_to(Audience.ANYONE)
def reset_sent() -> ResponseReturnValue:
    """Look into your mailbox."""
    return render_template("accounts/reset_sent.html")


@bp.get("/sign-in/new-password/<token>")
@open_to(Audience.ANYONE)
def new_password(token: str) -> ResponseReturnValue:
    """The form behind the link."""
    if queries.live_token(token, TokenPurpose.RESET, at=clock.now()) is None:
        raise service.DeadLink
    return render_template("accounts/new_password.html", form=NewPasswordForm(), token=token)


@bp.post("/sign-in/new-password/<token>")
@open_to(Audience.ANYONE)
def reset_password(token: str) -> ResponseReturnValue:
    """Set it; every other stay ends, this browser's too."""
    form = filled(NewPasswordForm)
    if not form.validate():
        return render_template("accounts/new_password.html", form=form, token=token), 422
    with unit_of_work():
        service.reset_password(token, form.password.data, at=clock.now())
    forget_all_but_language()
    flash(_("Your new password is set: sign in with it."), "good")
    return go(url_for(".sign_in"))
