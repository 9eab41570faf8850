"""Coming in and going out."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.forms import CodeForm, SignInForm
from exchange.accounts.models import TokenPurpose
from exchange.accounts.views.blueprints import accounts_bp as bp
from exchange.accounts.views.ceremonies import proves_by_passkey, this_site, whose
from exchange.accounts.views.cookies import halfway, let_in, onward_after_code, stop_halfway
from exchange.accounts.views.limits import limit_passkeys, limit_second_step, limit_sign_in
from exchange.accounts.views.said_to_log import stayed_out
from exchange.accounts.visitors import current_sign_in
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go, local_path
from exchange.web.audiences import Audience, also_on_behalf, even_suspended, open_to
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
    return _page(SignInForm(), onward)


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
        stayed_out("password", form.address())
        form.form_errors = [_("This address and this password do not belong together.")]
        return _page(form, onward), 422
    leave_the_stay_before()
    if isinstance(entry, service.Halfway):
        stop_halfway(entry, onward)
        return go(url_for(".second_step"))
    let_in(entry)
    return go(onward or url_for("company.show"))


@bp.get("/sign-in/code")
@open_to(Audience.ANYONE)
def second_step() -> ResponseReturnValue:
    """The code after the password; without a password before it, back to the start."""
    if halfway() is None:
        return redirect(url_for(".sign_in"), 303)
    return _code_page(CodeForm())


@bp.post("/sign-in/code")
@open_to(Audience.ANYONE)
def enter_with_code() -> ResponseReturnValue:
    """Let in who has the code too. Raises DeadLink when the password was given too long ago."""
    form, secret, onward = filled(CodeForm), halfway() or "", onward_after_code()
    waiting = queries.live_token(secret, TokenPurpose.SECOND_STEP, at=clock.now())
    if waiting is None:
        raise service.DeadLink
    limit_second_step(waiting.person_id)
    entry = None
    if form.validate():
        with unit_of_work():
            entry = service.take_second_step(secret, form.code.data, device=request.user_agent.string, at=clock.now())
        if entry is None:
            stayed_out("code")
            form.code.errors = [_("This code is not right, or was used already. Wait for the next one.")]
    if entry is None:
        return _code_page(form), 422
    let_in(entry)
    return go(onward or url_for("company.show"))


@bp.post("/sign-in/passkey")
@open_to(Audience.ANYONE)
def enter_with_passkey() -> ResponseReturnValue:
    """Let in whose passkey signed the challenge of this browser: alone, or as the step after the password."""
    limit_passkeys()
    onward = local_path(request.form.get("next")) or onward_after_code()
    with unit_of_work():
        person_id = proves_by_passkey(request.form.get("credential", ""))
        now = clock.now()
        entry = service.enter_with_passkey(person_id, device=request.user_agent.string, at=now) if person_id else None
    if entry is None:
        stayed_out("passkey")
        form = SignInForm()
        form.form_errors = [_("This passkey does not open here. Try again, or take another way.")]
        return _page(form, onward), 422
    leave_the_stay_before()
    let_in(entry)
    return go(onward or url_for("company.show"))


def _page(form: SignInForm, onward: str | None) -> str:
    return render_template("accounts/sign_in.html", form=form, onward=onward, origin=this_site().origin)


def _code_page(form: CodeForm) -> str:
    person_id = whose()
    has_passkey = bool(person_id and queries.passkeys_of(person_id))
    return render_template("accounts/sign_in_code.html", form=form, has_passkey=has_passkey, origin=this_site().origin)


def leave_the_stay_before() -> None:
    """Who signs in again, perhaps as somebody else, leaves no cookie behind that still opens."""
    if visitor().is_authenticated:
        with unit_of_work():
            service.sign_out(current_sign_in().id, at=clock.now())


@bp.post("/sign-out")
@open_to(Audience.SIGNED_IN)
@also_on_behalf
@even_suspended
def sign_out() -> ResponseReturnValue:
    """End the sign-in itself, not only this browser's memory of it."""
    with unit_of_work():
        service.sign_out(current_sign_in().id, at=clock.now())
    forget_all_but_language()
    answer = go("/")
    answer.headers["Clear-Site-Data"] = '"storage"'  # what a form kept for a bad connection
    return answer
