"""Every door says to whom it is open; a door that does not say keeps the app from starting."""

import enum
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.refusals import Forbidden, NotFound, Unauthenticated, Unavailable
from exchange.web.visitor import Visitor, visitor

_MARK = "__audience__"
_EVEN_SUSPENDED = "__even_suspended__"
_ON_BEHALF = "__on_behalf__"
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Audience(enum.Enum):
    """Who may knock. What they may do with one object is the policy's question, asked behind the door."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in, even before the address is confirmed"
    CONFIRMED = "signed in with a confirmed address"
    MEMBERS = "acting for a business"
    MANAGERS = "managing the business acted for"
    STAFF = "facilitators, moderators, administrators"
    FACILITATORS = "facilitators and administrators"
    MODERATORS = "moderators and administrators"
    ADMINISTRATORS = "administrators"
    EMBEDDED = "whoever sits at this machine, in the embedded mode only"


def open_to(audience: Audience) -> Callable[[View], View]:
    """Mark a view with who may knock."""

    def mark(view: View) -> View:
        setattr(view, _MARK, audience)
        return view

    return mark


def even_suspended(view: View) -> View:
    """Mark a view that stays open to a person whose account is suspended: why, one's own data, the way out."""
    setattr(view, _EVEN_SUSPENDED, True)
    return view


def also_on_behalf(view: View) -> View:
    """Mark a view that an administrator may use who acts for a company that asked for help. All others refuse."""
    setattr(view, _ON_BEHALF, True)
    return view


def is_open_on_behalf(app: Flask, endpoint: str) -> bool:
    """Whether it may be used in a company's place."""
    return hasattr(app.view_functions[endpoint], _ON_BEHALF)


def is_open_to_suspended(app: Flask, endpoint: str) -> bool:
    """Whether suspended people may knock there; strangers' doors are open to them as well."""
    is_strangers = audience_of(app, endpoint) in {Audience.ANYONE, Audience.EMBEDDED}
    return is_strangers or hasattr(app.view_functions[endpoint], _EVEN_SUSPENDED)


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """The audience of an endpoint; the static folder is open to anyone."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return Audience.ANYONE
    return getattr(app.view_functions[endpoint], _MARK, None)


def check_every_door(app: Flask) -> None:
    """Raises RuntimeError naming the doors that forgot their audience."""
    open_doors = [endpoint for endpoint in app.view_functions if audience_of(app, endpoint) is None]
    if open_doors:
        raise RuntimeError(f"views without an audience: {', '.join(sorted(open_doors))}")


def guard() -> ResponseReturnValue | None:
    """Before each request: let in, send to sign in, or refuse."""
    if request.endpoint is None:
        return None
    audience = audience_of(current_app, request.endpoint) or Audience.ADMINISTRATORS
    if audience is Audience.EMBEDDED:
        _refuse_unless_at_this_machine()
        return None
    _refuse_what_nobody_does_for_another(request.endpoint, audience)
    if audience is Audience.ANYONE:
        return None
    who = visitor()
    if not who.is_authenticated:
        return _send_to_sign_in()
    if who.is_suspended and not is_open_to_suspended(current_app, request.endpoint):
        raise Forbidden("person_suspended", _("Your account is suspended: read why, and object, on its own page."))
    _refuse_unless_in(audience, who)
    return None


def _send_to_sign_in() -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        raise Unauthenticated
    if g.get("unrecognised"):
        raise Unavailable
    return redirect(url_for("accounts.sign_in", next=_back_here()), 303)


def _refuse_what_nobody_does_for_another(endpoint: str, audience: Audience) -> None:
    """In a company's place: what strangers read, and what is marked."""
    only_reads = audience is Audience.ANYONE and request.method in {"GET", "HEAD", "OPTIONS"}
    if only_reads or is_open_on_behalf(current_app, endpoint):
        return
    if visitor().acts_for_another:
        words = _("Nobody does this in the place of a company: end acting for it first.")
        raise Forbidden("on_behalf", words)


def _refuse_unless_at_this_machine() -> None:
    if not (current_app.config["EMBEDDED"] or current_app.testing) or request.remote_addr not in {"127.0.0.1", "::1"}:
        raise NotFound


def _back_here() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else ""


def _refuse_unless_in(audience: Audience, who: Visitor) -> None:
    """One reason after the other, most helpful first."""
    if audience is Audience.SIGNED_IN:
        return
    if not who.is_confirmed:
        raise Forbidden("unconfirmed", _("Confirm your e-mail address first: the link is in your mailbox."))
    if audience in {Audience.MEMBERS, Audience.MANAGERS}:
        _refuse_unless_member(audience, who)
    elif audience is not Audience.CONFIRMED and who.owes_second_step:
        raise Forbidden("second_step", _("Set up the second step first: menu, “Sign-in and security”."))
    elif not _is_staff_enough(audience, who):
        raise Forbidden("staff_only", _("This page is for the people who run the exchange."))


def _refuse_unless_member(audience: Audience, who: Visitor) -> None:
    if who.business is None:
        raise Forbidden("no_business", _("Add your company first: what is posted and agreed is in its name."))
    if request.method != "GET" and not who.business.is_active:
        raise Forbidden("suspended", _("Your company is suspended: you can read, but not post or agree."))
    if audience is Audience.MANAGERS and not who.is_manager:
        raise Forbidden("managers_only", _("Only a manager of your company can do this."))


def _is_staff_enough(audience: Audience, who: Visitor) -> bool:
    return {
        Audience.CONFIRMED: True,
        Audience.STAFF: who.is_staff,
        Audience.FACILITATORS: who.may_facilitate,
        Audience.MODERATORS: who.may_moderate,
        Audience.ADMINISTRATORS: who.may_administer,
    }[audience]
