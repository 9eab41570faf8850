"""The second step: setting an app up, proving it, and codes on paper for when it is lost."""

import secrets
from base64 import b32encode
from datetime import datetime, timedelta
from uuid import UUID

import pyotp
import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts import letters, queries
from exchange.accounts.models import CodeApp, Person, RecoveryCode, SignIn
from exchange.accounts.secret import hashed
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.kernel.sealed import seal, unseal

STEP = timedelta(seconds=30)
_DRIFT_STEPS = 1
"""A phone's clock may be one step off (RFC 6238, 5.2)."""
_CODES, _CODE_BYTES = 10, 15
"""120 bits each: above 112 a plain hash keeps them well enough (OWASP ASVS 5.0, 6.5.2)."""
_PURPOSE = "code_app"


def offer_code_app(person_id: UUID, *, at: datetime) -> None:
    """A fresh secret to be scanned; one offered before is forgotten. Raises Conflict when an app counts already."""
    fresh = {"sealed_secret": seal(pyotp.random_base32(), purpose=_PURPOSE), "created_at": at}
    row = insert(CodeApp).values(person_id=person_id, **fresh)
    row = row.on_conflict_do_update(index_elements=["person_id"], set_=fresh, where=CodeApp.confirmed_at.is_(None))
    if session().scalar(row.returning(CodeApp.person_id)) is None:
        raise _set_up_already()


def offered_secret(person_id: UUID) -> str | None:
    """What the app is to scan, until its first right code; None when nothing is offered."""
    app = queries.offered_code_app(person_id)
    return unseal(app.sealed_secret, purpose=_PURPOSE) if app else None


def app_address(person: Person, secret: str) -> str:
    """What the picture says to the app: whose secret it is, and of which site."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name="Navette")


def confirm_code_app(sign_in: SignIn, code: str, *, at: datetime) -> list[str] | None:
    """From the first right code on it is asked at each sign-in; the fresh codes on paper come back, shown once.

    None for a wrong code. Every other stay ends: it was opened without. Raises Conflict when an app counts already.
    """
    person_id = sign_in.person_id
    app = session().get(CodeApp, person_id, populate_existing=True)
    step = _step_of(app, code, at) if app else None
    if step is None:
        return None
    first = sa.update(CodeApp).where(CodeApp.person_id == person_id, CodeApp.confirmed_at.is_(None))
    first = first.values(confirmed_at=at, last_step=step).returning(CodeApp.person_id)
    if session().scalar(first) is None:
        raise _set_up_already()
    others = SignIn.person_id == person_id, SignIn.id != sign_in.id, SignIn.ended_at.is_(None)
    session().execute(sa.update(SignIn).where(*others).values(ended_at=at))
    session().execute(sa.update(SignIn).where(SignIn.id == sign_in.id).values(second_proved_at=at))
    _tell(person_id, "second_step_set_up", at, on=True)
    return renew_recovery_codes(person_id, at=at)


def proves(person_id: UUID, code: str, *, at: datetime) -> bool:
    """Whether the code of the app or of the paper is right; of two uses at once one is, of a replay none."""
    compact = "".join(code.split()).replace("-", "").upper()
    if compact.isascii() and compact.isdigit():
        return _uses_step(person_id, compact, at)
    paper = sa.update(RecoveryCode).where(
        RecoveryCode.person_id == person_id, RecoveryCode.code_hash == hashed(compact), RecoveryCode.used_at.is_(None)
    )
    used = session().scalar(paper.values(used_at=at).returning(RecoveryCode.id)) is not None
    if used:
        happened("person", person_id, "recovery_code_used", at=at, by=person_id)
    return used


def renew_recovery_codes(person_id: UUID, *, at: datetime) -> list[str]:
    """Ten fresh codes for paper; the ones before open nothing any more."""
    session().execute(sa.delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = [b32encode(secrets.token_bytes(_CODE_BYTES)).decode() for _code in range(_CODES)]
    for code in codes:
        session().add(RecoveryCode(id=new_id(), person_id=person_id, code_hash=hashed(code), created_at=at))
    happened("person", person_id, "recovery_codes_made", at=at, by=person_id)
    return ["-".join(code[start : start + 4] for start in range(0, len(code), 4)) for code in codes]


def remove_code_app(person_id: UUID, *, at: datetime) -> None:
    """Back to the password, or to passkeys where there are some; the mailbox hears of it."""
    gone = sa.delete(CodeApp).where(CodeApp.person_id == person_id, CodeApp.confirmed_at.is_not(None))
    if session().scalar(gone.returning(CodeApp.person_id)) is not None:
        if not queries.has_second_step(person_id):
            session().execute(sa.delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
        _tell(person_id, "second_step_removed", at, on=False)


def _uses_step(person_id: UUID, code: str, at: datetime) -> bool:
    app = queries.code_app(person_id)
    step = _step_of(app, code, at) if app else None
    if step is None:
        return False
    later = sa.update(CodeApp).where(CodeApp.person_id == person_id, CodeApp.last_step < step)
    return session().scalar(later.values(last_step=step).returning(CodeApp.person_id)) is not None


def _step_of(app: CodeApp, code: str, at: datetime) -> int | None:
    """The step whose code this is, near now; None when there is none."""
    maker = pyotp.TOTP(unseal(app.sealed_secret, purpose=_PURPOSE))
    now = int(at.timestamp()) // int(STEP.total_seconds())
    near = range(now - _DRIFT_STEPS, now + _DRIFT_STEPS + 1)
    typed = "".join(code.split())
    return next((step for step in near if pyotp.utils.strings_equal(maker.generate_otp(step), typed)), None)


def _set_up_already() -> Conflict:
    return Conflict("set_up_already", _("The second step is set up already."))


def _tell(person_id: UUID, verb: str, at: datetime, *, on: bool) -> None:
    person = session().get_one(Person, person_id)
    letters.second_step(person, on=on, key=str(new_id()))
    happened("person", person_id, verb, at=at, by=person_id)
