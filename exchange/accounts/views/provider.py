"""Signing in through another provider (OpenID Connect): authorization code, PKCE and nonce, by authlib."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from json import dumps, loads
from typing import Any

from authlib.integrations.base_client import OAuthError
from cryptography.fernet import InvalidToken
from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from exchange.accounts import queries, service
from exchange.accounts.forms import LinkForm
from exchange.accounts.forms.fields import EMAIL_CHARS, folded_email
from exchange.accounts.forms.people import NAME_CHARS
from exchange.accounts.views.blueprints import accounts_bp as bp
from exchange.accounts.views.cookies import let_in, onward_after_code, stop_halfway
from exchange.accounts.views.limits import limit_provider, limit_sign_in
from exchange.accounts.views.oidc import provider_client
from exchange.accounts.views.said_to_log import stayed_out
from exchange.accounts.views.sign_in import leave_the_stay_before
from exchange.kernel import clock
from exchange.kernel.mail import web_address
from exchange.kernel.refusals import Conflict
from exchange.kernel.sealed import seal, unseal
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go, local_path
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import current_language

_GUEST, _ONWARD, _PURPOSE = "provider_guest", "provider_next", "oidc_guest"
_WAITS = timedelta(minutes=10)
_AWAY = (OAuthError, JoseError, RequestException, KeyError, ValueError, RuntimeError)
"""A provider that is away, says no, or says something that does not fit: wrong state, nonce, signature, audience."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom the provider vouches for: its own name for them, a verified address, and how they are called."""

    subject: str
    email: str
    name: str


@bp.get("/sign-in/provider")
@open_to(Audience.ANYONE)
def leave_for_provider() -> ResponseReturnValue:
    """Off to the provider; a link, for the page's policy sends no form to another site. Changes this cookie only."""
    client = provider_client()
    limit_provider()
    session[_ONWARD] = local_path(request.args.get("next"))
    try:
        answer: ResponseReturnValue = client.authorize_redirect(web_address(url_for(".back_from_provider")))
    except _AWAY:
        return _not_now()
    return answer


@bp.get("/sign-in/provider/back")
@open_to(Audience.ANYONE)
def back_from_provider() -> ResponseReturnValue:
    """The provider sends the browser back. State, nonce, code verifier and the token's signature have to fit."""
    client = provider_client()
    limit_provider()
    try:
        claims = client.authorize_access_token()["userinfo"]
        guest = _guest(claims)
    except _AWAY:
        return _not_now()
    if guest is None:
        flash(_("The provider did not vouch for an e-mail address of yours: sign in with your password."), "warning")
        return redirect(url_for(".sign_in"), 303)
    return _in_or_ask(guest)


@bp.get("/sign-in/provider/link")
@open_to(Audience.ANYONE)
def link_page() -> ResponseReturnValue:
    """The first time: the password of the account with that address, or a new account."""
    return _link_page(LinkForm(), _kept_guest())


@bp.post("/sign-in/provider/link")
@open_to(Audience.ANYONE)
def link() -> ResponseReturnValue:
    """Link the account whose password was given, or make one; then in."""
    guest, form = _kept_guest(), filled(LinkForm)
    limit_sign_in(guest.email)
    with unit_of_work():
        person_id = service.link_outside(
            _issuer(), guest.subject, guest.email, guest.name, password=form.password.data or "",
            language=current_language(), at=clock.now(),
        )  # fmt: skip
    if person_id is None:
        stayed_out("provider", guest.email)
        form.form_errors = [_("This is not the password of your account here.")]
        return _link_page(form, guest), 422
    return _in(guest)


def _issuer() -> str:
    return str(current_app.config["OIDC_ISSUER"])


def _guest(claims: Any) -> Guest | None:
    """Only a verified address counts: who may claim any would be let into anybody's account."""
    email = folded_email(str(claims.get("email", ""))) if claims.get("email_verified") is True else None
    if email is None or len(email) > EMAIL_CHARS or claims["iss"] != _issuer():
        return None
    name = " ".join(str(claims.get("name") or "").split())[:NAME_CHARS]
    printable = "".join(char for char in name if char.isprintable())
    return Guest(str(claims["sub"]), email, printable or email.partition("@")[0])


def _in_or_ask(guest: Guest) -> ResponseReturnValue:
    if queries.outside_person(_issuer(), guest.subject) is not None:
        return _in(guest)
    until = (clock.now() + _WAITS).timestamp()
    session[_GUEST] = seal(dumps({**asdict(guest), "until": until}), purpose=_PURPOSE)
    return redirect(url_for(".link_page"), 303)


def _kept_guest() -> Guest:
    """Whom this browser came back as, some minutes ago. Raises DeadLink otherwise."""
    try:
        kept = loads(unseal(session.get(_GUEST, ""), purpose=_PURPOSE))
    except (InvalidToken, ValueError):
        raise service.DeadLink from None
    if kept.pop("until") < clock.now().timestamp():
        raise service.DeadLink
    return Guest(**kept)


def _in(guest: Guest) -> ResponseReturnValue:
    """A second step of ours is still asked; the provider's word counts as no password here."""
    onward = local_path(session.get(_ONWARD))
    with unit_of_work():
        entry = service.enter_from_outside(_issuer(), guest.subject, device=request.user_agent.string, at=clock.now())
    if entry is None:
        raise Conflict("dead_link", _("This sign-in is not valid any more. Start again."))
    leave_the_stay_before()
    if isinstance(entry, service.Halfway):
        stop_halfway(entry, onward)
        return go(url_for(".second_step"))
    let_in(entry)
    return go(onward or onward_after_code() or url_for("company.show"))


def _not_now() -> ResponseReturnValue:
    stayed_out("provider")
    flash(_("Signing in through the provider did not work. Try again, or use your password."), "warning")
    return redirect(url_for(".sign_in"), 303)


def _link_page(form: LinkForm, guest: Guest) -> str:
    return render_template(
        "accounts/provider_link.html", form=form, guest=guest, is_known=queries.person_by_email(guest.email) is not None
    )
