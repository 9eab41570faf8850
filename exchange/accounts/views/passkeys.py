"""Passkeys: adding, removing, signing in. The browser's part is static/js/passkeys.js; without it, other ways stay."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.forms import PasskeyForm
from exchange.accounts.views.blueprints import accounts_bp, security_bp
from exchange.accounts.views.ceremonies import challenge, take_challenge, this_site, whose
from exchange.accounts.views.limits import limit_own_secrets, limit_passkeys
from exchange.accounts.views.proving import just_proved
from exchange.accounts.visitors import current_sign_in, staff_must_prove_twice
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.visitor import acting_person_id


@security_bp.get("/account/passkeys")
@open_to(Audience.SIGNED_IN)
@just_proved
def passkeys() -> ResponseReturnValue:
    """Which there are; another one."""
    return _page(PasskeyForm())


@security_bp.post("/account/passkeys/challenge")
@open_to(Audience.SIGNED_IN)
@just_proved
def passkey_to_make() -> ResponseReturnValue:
    """What the browser has its device make."""
    limit_own_secrets(acting_person_id())
    with unit_of_work():
        id_, options = service.offer_passkey(current_sign_in().person, this_site(), at=clock.now())
    return challenge(id_, options)


@security_bp.post("/account/passkeys")
@open_to(Audience.SIGNED_IN)
@just_proved
def add_passkey() -> ResponseReturnValue:
    """Keep what the device made, under a name."""
    form, asked = filled(PasskeyForm), take_challenge()
    if not form.validate():
        return _page(form), 422
    with unit_of_work():
        codes = service.add_passkey(
            current_sign_in(), asked, form.credential.data or "", form.name.data, this_site(), at=clock.now()
        )
    if codes is None:
        form.form_errors = [_("The device gave no passkey that fits. Try again.")]
        return _page(form), 422
    if codes:
        return render_template("accounts/security/recovery_codes.html", codes=codes)
    flash(_("The passkey is kept."), "good")
    return go(url_for(".passkeys"))


@security_bp.post("/account/passkeys/<uuid:passkey_id>/removal")
@open_to(Audience.SIGNED_IN)
@just_proved
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """It opens nothing any more."""
    may_be_last = not staff_must_prove_twice(current_sign_in())
    with unit_of_work():
        service.remove_passkey(acting_person_id(), passkey_id, at=clock.now(), may_be_last=may_be_last)
    flash(_("The passkey is removed."), "good")
    return go(url_for(".passkeys"))


@accounts_bp.post("/sign-in/passkey/challenge")
@open_to(Audience.ANYONE)
def passkey_to_use() -> ResponseReturnValue:
    """What a passkey has to sign: of who is signed in, of whose password was right, otherwise of anybody."""
    limit_passkeys()
    with unit_of_work():
        id_, options = service.offer_proof(whose(), this_site(), at=clock.now())
    return challenge(id_, options)


def _page(form: PasskeyForm) -> str:
    return render_template(
        "accounts/security/passkeys.html", form=form, passkeys=queries.passkeys_of(acting_person_id()),
        codes_left=queries.recovery_codes_left(acting_person_id()), origin=this_site().origin,
    )  # fmt: skip
