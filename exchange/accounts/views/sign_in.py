"""Coming in and going out."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import service
from exchange.accounts.forms import SignInForm
from exchange.accounts.views.blueprints import accounts_bp as bp
from exchange.accounts.views.cookies import let_in
from exchange.accounts.views.limits import limit_sign_in
from exchange.accounts.visitors import current_sign_in
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go, local_path
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import forget_all_but_language
from exchange.web.visitor import visitor


@bp.get("/sign-in")
@open_to(Audience.ANYONE)
def sign_in() -> ResponseReturnValue:
    """The form; who is in already goes on."""
    onward = local_path(request.args.get("next"))
    if visitor().is_authenticated:
        return redirect(onward or url_for("company.show"), 303)
    return render_template("accounts/sign_in.html", form=SignInForm(), onward=onward)


@bp.post("/sign-in")
@open_to(Audience.ANYONE)
def enter() -> ResponseReturnValue:
    """Let in who knows the password; unknown addresses and wrong passwords get one and the same answer."""
    form, onward = filled(SignInForm), local_path(request.form.get("next"))
    limit_sign_in(form.address())
    with unit_of_work():
        entry = service.sign_in(
            form.address(), form.password.data or "", device=request.user_agent.string, at=clock.now()
        )
    if entry is None:
        form.form_errors = [_("This address and this password do not belong together.")]
        return render_template("accounts/sign_in.html", form=form, onward=onward), 422
    _leave_the_stay_before()
    let_in(entry)
    return go(onward or url_for("company.show"))


def _leave_the_stay_before() -> None:
    """Who signs in again, perhaps as somebody else, leaves no cookie behind that still opens."""
    if visitor().is_authenticated:
        with unit_of_work():
            service.sign_out(current_sign_in().id, at=clock.now())


@bp.post("/sign-out")
@open_to(Audience.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End the sign-in itself, not only this browser's memory of it."""
    with unit_of_work():
        service.sign_out(current_sign_in().id, at=clock.now())
    forget_all_but_language()
    return go("/")
