"""How I sign in: where I am signed in now, and my password."""

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.core.traces import device_name
from exchange.accounts.forms import AddressForm, OwnPasswordForm
from exchange.accounts.views.blueprints import security_bp as bp
from exchange.accounts.views.cookies import let_in
from exchange.accounts.views.limits import limit_own_secrets
from exchange.accounts.visitors import current_sign_in
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, even_suspended, open_to
from exchange.web.forms import filled
from exchange.web.visitor import acting_person_id, visitor


@bp.get("/account/security")
@open_to(Audience.SIGNED_IN)
@even_suspended
def show() -> ResponseReturnValue:
    """Everything about how I sign in, on one page."""
    return security_page(OwnPasswordForm())


@bp.post("/account/password")
@open_to(Audience.SIGNED_IN)
@even_suspended
def change_password() -> ResponseReturnValue:
    """Set another one: every other browser is signed out, this one goes on with a fresh sign-in."""
    form = filled(OwnPasswordForm)
    if not form.validate():
        return security_page(form), 422
    limit_own_secrets(acting_person_id())
    with unit_of_work():
        entry = service.change_password(
            acting_person_id(), form.present.data, form.password.data, device=request.user_agent.string,
            second=current_sign_in().second_proved_at is not None, at=clock.now(),
        )  # fmt: skip
    if entry is None:
        form.present.errors = [_("This is not your present password.")]
        return security_page(form), 422
    let_in(entry)
    flash(_("Your new password is set. Every other browser is signed out."), "good")
    return go(url_for(".show"))


@bp.post("/account/sign-ins/<uuid:sign_in_id>/end")
@open_to(Audience.SIGNED_IN)
@even_suspended
def end_sign_in(sign_in_id: UUID) -> ResponseReturnValue:
    """Sign one of my browsers out, from its next request on."""
    with unit_of_work():
        service.end_sign_in(sign_in_id, acting_person_id(), at=clock.now())
    flash(_("That browser is signed out."), "good")
    return go(url_for(".show"))


@bp.post("/account/sign-ins/end")
@open_to(Audience.SIGNED_IN)
@even_suspended
def end_other_sign_ins() -> ResponseReturnValue:
    """Sign all my browsers out but this one."""
    with unit_of_work():
        service.end_other_sign_ins(acting_person_id(), kept=current_sign_in().id, at=clock.now())
    flash(_("Every other browser is signed out."), "good")
    return go(url_for(".show"))


def security_page(form: OwnPasswordForm, address_form: AddressForm | None = None) -> str:
    """The page with its forms as they were filled in."""
    return render_template(
        "accounts/security/show.html", form=form, address_form=address_form or AddressForm(),
        waiting_change=queries.waiting_change(acting_person_id(), at=clock.now()),
        device_name=device_name, present=current_sign_in(),
        has_second_step=queries.code_app(acting_person_id()) is not None,
        owes_second_step=visitor().owes_second_step,
        sign_ins=queries.live_sign_ins(acting_person_id(), at=clock.now()),
    )  # fmt: skip
