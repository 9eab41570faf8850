"""Coming in, going out, and finding the way back with a new password."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts import letters, passwords, queries
from exchange.accounts.models import Person, SignIn, TokenPurpose
from exchange.accounts.secret import hashed, new_secret
from exchange.accounts.service.people import mark_confirmed
from exchange.accounts.service.second_factor import proves
from exchange.accounts.service.tokens import DeadLink, end_tokens, new_token, use_token
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound

MEMBERS_STAY, STAFF_STAYS = timedelta(days=30), timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)
"""How closely «last seen» follows: one small write in that time, not one for each page."""
_DEVICE_CHARS = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A fresh sign-in and the secret that only its cookie knows."""

    sign_in: SignIn
    secret: str = field(repr=False)

    @property
    def cookie(self) -> str:
        """What the cookie carries."""
        return f"{self.sign_in.id}:{self.secret}"


@dataclass(frozen=True, slots=True)
class Halfway:
    """The password was right; a code is still to come. The secret names who, for some minutes."""

    secret: str = field(repr=False)


def sign_in(email: str, password: str, *, device: str, at: datetime) -> Entry | Halfway | None:
    """A new stay for who knows the password; None otherwise, after the same work for known and unknown addresses.

    Who has an app that makes codes, or a passkey, comes only halfway in.
    """
    person = queries.person_by_email(email)
    if not passwords.opens(person.password_hash if person else None, password) or person is None:
        return None
    if queries.has_second_step(person.id):
        return Halfway(new_token(person.id, TokenPurpose.SECOND_STEP, at=at))
    return open_sign_in(person, device=device, at=at)


def take_second_step(secret: str, code: str, *, device: str, at: datetime) -> Entry | None:
    """The code after the password; None for a wrong or replayed one. Raises DeadLink when it took too long."""
    token = queries.live_token(secret, TokenPurpose.SECOND_STEP, at=at)
    if token is None:
        raise DeadLink
    if not proves(token.person_id, code, at=at):
        return None
    return open_sign_in(use_token(secret, TokenPurpose.SECOND_STEP, at=at), device=device, at=at, second=True)


def enter_with_passkey(person_id: UUID, *, device: str, at: datetime) -> Entry:
    """A passkey is both steps in one: the device is had, and it has verified who holds it."""
    end_tokens(person_id, TokenPurpose.SECOND_STEP, at=at)
    return open_sign_in(session().get_one(Person, person_id), device=device, at=at, second=True)


def open_sign_in(person: Person, *, device: str, at: datetime, second: bool = False, proved: bool = True) -> Entry:
    """Let a known person in, acting for the business they acted for last.

    ``proved`` says whether they gave us a secret of their own: another provider's word opens, but proves nothing here.
    """
    secret = new_secret()
    stay = SignIn(
        id=new_id(), person_id=person.id, business_id=queries.usual_business_id(person.id),
        secret_hash=hashed(secret), created_at=at, device=device[:_DEVICE_CHARS],
        second_proved_at=at if second else None, proved_at=at if proved else None,
        expires_at=at + (STAFF_STAYS if person.staff_role else MEMBERS_STAY),
    )  # fmt: skip
    session().add(stay)
    session().flush()
    return Entry(stay, secret)


def sign_out(sign_in_id: UUID, *, at: datetime) -> None:
    """End a stay: its cookie opens nothing any more, however often it is replayed."""
    _end(SignIn.id == sign_in_id, at)


def seen(sign_in_id: UUID, *, place: str, at: datetime) -> sa.Update:
    """The write that notes when and from which network a stay was last used; never back in time.

    A statement, because the door runs it beside the unit of work: reading a page must not wait for it to end well.
    """
    earlier = sa.func.coalesce(SignIn.last_seen_at, SignIn.created_at) <= at
    return sa.update(SignIn).where(SignIn.id == sign_in_id, earlier).values(last_seen_at=at, place=place)


def is_due(stay: SignIn, *, place: str, at: datetime) -> bool:
    """Whether a look is worth a write: some minutes have passed, or the network is another."""
    return stay.place != place or at - (stay.last_seen_at or stay.created_at) >= SEEN_EVERY


def end_sign_in(sign_in_id: UUID, person_id: UUID, *, at: datetime) -> None:
    """Sign one of one's own browsers out. Raises NotFound for somebody else's; one that has ended stays ended."""
    if session().scalar(sa.select(SignIn.id).where(SignIn.id == sign_in_id, SignIn.person_id == person_id)) is None:
        raise NotFound
    _end(SignIn.id == sign_in_id, at)


def end_other_sign_ins(person_id: UUID, *, kept: UUID, at: datetime) -> None:
    """Sign all of somebody's browsers out but the one in which they ask for it."""
    _end(sa.and_(SignIn.person_id == person_id, SignIn.id != kept), at)


def end_sign_ins_for(business_id: UUID, *, at: datetime) -> None:
    """Every stay that acts for a business ends: the next request of each is refused."""
    _end(SignIn.business_id == business_id, at)


def end_sign_ins_of(person_id: UUID, *, at: datetime) -> None:
    """Every stay of a person ends."""
    _end(SignIn.person_id == person_id, at)


def choose_business(sign_in_id: UUID, person_id: UUID, business_id: UUID) -> None:
    """Act for another of one's businesses from now on. Raises NotFound for somebody else's."""
    if queries.role_of(person_id, business_id) is None:
        raise NotFound
    stay = sa.update(SignIn).where(SignIn.id == sign_in_id, SignIn.person_id == person_id)
    session().execute(stay.values(business_id=business_id))


def ask_for_reset(email: str) -> None:
    """Have a link mailed to choose a new password; an unknown address gets nothing, and nobody learns which it was.

    A job looks whether there is somebody: for nobody it is given an id that nobody has, so that both cost the same.
    """
    person = queries.person_by_email(email)
    defer(Job.WRITE_RESET, person_id=str(person.id if person else new_id()))


def write_reset(person_id: UUID, *, at: datetime) -> None:
    """Mail the link, if there is such a person; the older one stops working."""
    person = session().get(Person, person_id)
    if person is not None:
        letters.reset_password(person, new_token(person.id, TokenPurpose.RESET, at=at), key=str(new_id()))


def reset_password(token: str, password: str, *, at: datetime) -> Person:
    """Set the new password; every stay ends, every other link dies. Raises DeadLink."""
    person = use_token(token, TokenPurpose.RESET, at=at)
    person.password_hash = passwords.keep(password)
    for pending in (TokenPurpose.RESET, TokenPurpose.SECOND_STEP):
        end_tokens(person.id, pending, at=at)
    end_sign_ins_of(person.id, at=at)
    mark_confirmed(person, at=at)
    happened("person", person.id, "password_changed", at=at, by=person.id)
    return person


def _end(which: sa.ColumnElement[bool], at: datetime) -> None:
    session().execute(sa.update(SignIn).where(which, SignIn.ended_at.is_(None)).values(ended_at=at))
