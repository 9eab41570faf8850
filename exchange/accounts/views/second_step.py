"""The second step of signing in: setting an app up, and codes on paper."""

import io

import segno
from flask import Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.forms import CodeAppForm
from exchange.accounts.views.blueprints import security_bp as bp
from exchange.accounts.views.limits import limit_own_secrets
from exchange.accounts.views.proving import just_proved
from exchange.accounts.visitors import current_sign_in, staff_must_prove_twice
from exchange.kernel import clock
from exchange.kernel.refusals import Forbidden, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import ExchangeForm, filled
from exchange.web.visitor import acting_person_id


@bp.post("/account/second-step")
@open_to(Audience.SIGNED_IN)
@just_proved
def start_second_step() -> ResponseReturnValue:
    """Make a secret for an app."""
    with unit_of_work():
        service.offer_code_app(acting_person_id(), at=clock.now())
    return go(url_for(".second_step"))


@bp.get("/account/second-step")
@open_to(Audience.SIGNED_IN)
@just_proved
def second_step() -> ResponseReturnValue:
    """What to scan while an app is being set up; what to do with it afterwards."""
    return _page(CodeAppForm())


@bp.get("/account/second-step/code.svg")
@open_to(Audience.SIGNED_IN)
@just_proved
def second_step_code() -> ResponseReturnValue:
    """The secret as a picture that the app reads; only until its first right code."""
    secret = _offered()
    if secret is None:
        raise NotFound
    drawn = io.BytesIO()
    address = service.app_address(current_sign_in().person, secret)
    segno.make(address, micro=False).save(drawn, kind="svg", scale=4, border=2, light="white")
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@bp.post("/account/second-step/confirmation")
@open_to(Audience.SIGNED_IN)
@just_proved
def confirm_second_step() -> ResponseReturnValue:
    """The first right code: from now on one is asked at each sign-in. Shows the recovery codes, once."""
    form = filled(CodeAppForm)
    if not form.validate():
        return _page(form), 422
    limit_own_secrets(acting_person_id())
    with unit_of_work():
        codes = service.confirm_code_app(current_sign_in(), form.code.data, at=clock.now())
    if codes is None:
        form.code.errors = [_("This code is not right. Is the phone’s clock right?")]
        return _page(form), 422
    return render_template("accounts/security/recovery_codes.html", codes=codes)


@bp.post("/account/recovery-codes")
@open_to(Audience.SIGNED_IN)
@just_proved
def renew_recovery_codes() -> ResponseReturnValue:
    """Ten fresh codes, shown once; the ones before are void."""
    if not queries.has_second_step(acting_person_id()):
        raise NotFound
    with unit_of_work():
        codes = service.renew_recovery_codes(acting_person_id(), at=clock.now())
    return render_template("accounts/security/recovery_codes.html", codes=codes)


@bp.post("/account/second-step/removal")
@open_to(Audience.SIGNED_IN)
@just_proved
def remove_second_step() -> ResponseReturnValue:
    """Back to the password alone, where the exchange allows it."""
    if staff_must_prove_twice(current_sign_in()) and not queries.passkeys_of(acting_person_id()):
        raise Forbidden("second_step", _("Whoever runs the exchange needs the second step."))
    with unit_of_work():
        service.remove_code_app(acting_person_id(), at=clock.now())
    flash(_("The second step is removed."), "good")
    return go(url_for(".show"))


def _offered() -> str | None:
    return service.offered_secret(acting_person_id())


def _page(form: ExchangeForm) -> str:
    return render_template(
        "accounts/security/second_step.html", form=form, secret=_offered(),
        is_set_up=queries.code_app(acting_person_id()) is not None,
        codes_left=queries.recovery_codes_left(acting_person_id()),
    )  # fmt: skip
