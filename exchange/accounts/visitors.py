"""From a cookie to a visitor: the sign-in it names, the person, and the business acted for."""

import hmac
from contextlib import suppress
from typing import cast
from uuid import UUID

from flask import Flask, current_app, g
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user
from sqlalchemy.exc import SQLAlchemyError

from exchange.accounts import queries, service
from exchange.accounts.acting import queries as acting
from exchange.accounts.acting.models import StandIn
from exchange.accounts.core.traces import network
from exchange.accounts.measures import queries as measures
from exchange.accounts.models import Business, MemberRole, SignIn, StaffRole
from exchange.accounts.secret import hashed
from exchange.kernel import clock
from exchange.kernel.engine import aside
from exchange.web.behalf import act_for
from exchange.web.rate import client_address


class SignedIn(UserMixin):  # type: ignore[misc] # flask-login ships no types
    """A signed-in visitor, as web.visitor.Visitor describes it."""

    def __init__(
        self, sign_in: SignIn, role: MemberRole | None, *, is_suspended: bool = False, stand_in: StandIn | None = None
    ) -> None:
        self.sign_in = sign_in
        self.is_suspended = is_suspended
        self.stand_in = stand_in
        self.acts_for_another = stand_in is not None
        self.person_id = sign_in.person.id
        self.name = sign_in.person.name
        self.language: str | None = sign_in.person.language
        self.is_confirmed = sign_in.person.confirmed_at is not None
        self.owes_second_step = staff_must_prove_twice(sign_in) and sign_in.second_proved_at is None
        staff = None if self.owes_second_step or is_suspended or stand_in else sign_in.person.staff_role
        self.is_staff = staff is not None
        self.may_facilitate = staff in {StaffRole.FACILITATOR, StaffRole.ADMINISTRATOR}
        self.may_moderate = staff in {StaffRole.MODERATOR, StaffRole.ADMINISTRATOR}
        self.may_administer = staff is StaffRole.ADMINISTRATOR
        self.is_manager = role is MemberRole.MANAGER
        self.business: Business | None = sign_in.business if role is not None else None
        if stand_in is not None:
            self.is_manager, self.business = False, stand_in.business


class Stranger(AnonymousUserMixin):  # type: ignore[misc] # flask-login ships no types
    """A visitor whom nobody knows."""

    person_id = None
    name = ""
    language = None
    is_confirmed = is_staff = may_facilitate = may_moderate = may_administer = is_manager = False
    owes_second_step = is_suspended = acts_for_another = False
    business = stand_in = None


def staff_must_prove_twice(sign_in: SignIn) -> bool:
    """Whether this person may act for the exchange only after a code besides the password."""
    return sign_in.person.staff_role is not None and bool(current_app.config["STAFF_SECOND_STEP"])


def current_sign_in() -> SignIn:
    """The sign-in of this request. Only behind an audience that asks for one."""
    return cast("SignedIn", current_user).sign_in


def know_visitors(app: Flask) -> None:
    """Teach Flask-Login who is who."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.anonymous_user = Stranger
    manager.user_loader(_recognise)


def _note_the_look(sign_in: SignIn) -> None:
    """Last seen now, from this network. Best effort: a page is shown even while nothing can be written."""
    now, place = clock.now(), network(client_address())
    if service.is_due(sign_in, place=place, at=now):
        with suppress(SQLAlchemyError), aside() as connection:
            connection.execute(service.seen(sign_in.id, place=place, at=now))


def _recognise(cookie: str) -> SignedIn | None:
    """The visitor of a cookie «sign-in id:secret», while the sign-in lasts. A replayed old cookie finds it ended.

    While the database is away nobody can be recognised; the guard then asks to come back instead of to sign in.
    """
    try:
        id_text, secret = cookie.split(":", 1)
        sign_in = queries.live_sign_in(UUID(id_text), at=clock.now())
    except ValueError:
        return None
    except SQLAlchemyError:
        g.unrecognised = True
        return None
    if sign_in is None or not hmac.compare_digest(sign_in.secret_hash, hashed(secret)):
        return None
    _note_the_look(sign_in)
    return _signed_in(sign_in)


def _signed_in(sign_in: SignIn) -> SignedIn:
    """Asked anew at each request: who is suspended acts for nobody from the next one on."""
    if measures.suspension_of(sign_in.person_id, at=clock.now()) is not None:
        return SignedIn(sign_in, None, is_suspended=True)
    stand_in = _stand_in(sign_in)
    act_for(stand_in.business_id if stand_in else None)
    return SignedIn(sign_in, queries.role_of(sign_in.person_id, sign_in.business_id), stand_in=stand_in)


def _stand_in(sign_in: SignIn) -> StandIn | None:
    """The company in whose place an administrator acts; nobody else is even asked for one."""
    if sign_in.person.staff_role is not StaffRole.ADMINISTRATOR:
        return None
    return acting.standing_in(sign_in.id, at=clock.now())
