"""Signing up: one form, one answer for everybody."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from exchange.accounts import service
from exchange.accounts.forms import SignUpForm
from exchange.accounts.views.blueprints import accounts_bp as bp
from exchange.accounts.views.limits import limit_sign_up
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import visitor


@bp.get("/sign-up")
@open_to(Audience.ANYONE)
def sign_up() -> ResponseReturnValue:
    """The form; people who are signed in have no need of it."""
    if visitor().is_authenticated:
        return redirect(url_for("company.show"), 303)
    return render_template("accounts/sign_up.html", form=SignUpForm())


@bp.post("/sign-up")
@open_to(Audience.ANYONE)
@once
def make_account() -> ResponseReturnValue:
    """Make the account and send the link; a known address gets the same page and another mail."""
    limit_sign_up()
    form = filled(SignUpForm)
    if not form.validate():
        return render_template("accounts/sign_up.html", form=form), 422
    with unit_of_work():
        service.sign_up(form.draft(), language=current_language(), at=clock.now())
    return go(url_for(".sign_up_sent"))


@bp.get("/sign-up/sent")
@open_to(Audience.ANYONE)
def sign_up_sent() -> ResponseReturnValue:
    """Look into your mailbox."""
    return render_template("accounts/sign_up_sent.html")
