"""Dangerous acts ask who is there once more; the act then goes on with what was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from exchange.accounts import queries, service
from exchange.accounts.forms import ProofForm
from exchange.accounts.views.blueprints import security_bp as bp
from exchange.accounts.views.ceremonies import proves_by_passkey, this_site
from exchange.accounts.views.limits import limit_own_secrets
from exchange.accounts.views.said_to_log import stayed_out
from exchange.accounts.visitors import current_sign_in
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go, local_path, wants_part
from exchange.web.audiences import Audience, even_suspended, open_to
from exchange.web.forms import filled
from exchange.web.visitor import acting_person_id

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
_MARK = "__asks_who_is_there__"
_OURS = "proof_"
_NEVER_KEPT = {"csrf_token", "password", "present"}
"""A page does not carry a password back to who may be somebody else."""


def just_proved(view: View) -> View:
    """Open only to a stay in which a password, code or passkey was given within some minutes; otherwise ask for one.

    Stands below ``open_to``: who may not knock at all is told that first.
    """

    @wraps(view)
    def door(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if service.is_fresh(current_sign_in(), at=clock.now()):
            return cast("ResponseReturnValue", current_app.ensure_sync(view)(*args, **kwargs))
        return _ask()

    setattr(door, _MARK, True)
    return cast("View", door)


def asks_who_is_there(endpoint: str) -> bool:
    """Whether a door is one of those."""
    return hasattr(current_app.view_functions.get(endpoint), _MARK)


@bp.get("/confirm-it-is-you")
@open_to(Audience.SIGNED_IN)
@even_suspended
def confirm_it_is_you() -> ResponseReturnValue:
    """The password or a code, before a page that needs it."""
    return _page(ProofForm(), local_path(request.args.get("next")) or url_for(".show"), "GET", [])


@bp.post("/confirm-it-is-you")
@open_to(Audience.SIGNED_IN)
@even_suspended
def prove_it_is_you() -> ResponseReturnValue:
    """On to the act, with all that was typed: 307 has the browser send this very form there."""
    form = filled(ProofForm)
    target = local_path(request.form.get("proof_target")) or url_for(".show")
    method = "POST" if request.form.get("proof_method") == "POST" and _is_dangerous(target) else "GET"
    if not form.validate() or not _proves(form):
        return _page(form, target, method, _typed()), 422
    return redirect(target, 307) if method == "POST" else go(target)


def _ask() -> ResponseReturnValue:
    here = request.full_path.rstrip("?")
    if request.method == "POST" and not wants_part():
        return _page(ProofForm(), here, "POST", _typed()), 403
    back = here if request.method == "GET" else urlsplit(request.headers.get("HX-Current-URL", "")).path
    return go(url_for("security.confirm_it_is_you", next=back or None))


def _typed() -> list[tuple[str, str]]:
    """What was sent along, but for secrets and our own fields; files stay where they were chosen."""
    sent = request.form.items(multi=True)
    return [(name, value) for name, value in sent if name not in _NEVER_KEPT and not name.startswith(_OURS)]


def _proves(form: ProofForm) -> bool:
    """Raises TooMany."""
    limit_own_secrets(acting_person_id())
    with unit_of_work():
        right = _by_passkey() or service.prove_again(
            current_sign_in(), password=form.proof_password.data or "", code=form.proof_code.data or "",
            at=clock.now(),
        )  # fmt: skip
    if not right:
        stayed_out("proof")
        form.form_errors = [_("That is not right. Try again, or take the other way.")]
    return right


def _by_passkey() -> bool:
    """Inside a unit of work."""
    credential = request.form.get("proof_passkey")
    right = bool(credential) and proves_by_passkey(credential or "") is not None
    if right:
        service.freshen(current_sign_in().id, at=clock.now())
    return right


def _is_dangerous(target: str) -> bool:
    """Whether an address is a door that asks: nothing else is ever sent a form from here."""
    try:
        endpoint, _values = current_app.url_map.bind("").match(urlsplit(target).path, "POST")
    except (HTTPException, RequestRedirect):
        return False
    return asks_who_is_there(endpoint)


def _page(form: ProofForm, target: str, method: str, typed: list[tuple[str, str]]) -> str:
    has_code = queries.has_second_step(acting_person_id())
    has_passkey = bool(queries.passkeys_of(acting_person_id()))
    form.proof_password.flags.required = not (has_code or has_passkey)
    form.proof_password.flags.one_of_several = form.proof_code.flags.one_of_several = True
    return render_template(
        "accounts/security/confirm_it_is_you.html", form=form, target=target, method=method, typed=typed,
        has_code=has_code, origin=this_site().origin, has_passkey=has_passkey,
    )  # fmt: skip
