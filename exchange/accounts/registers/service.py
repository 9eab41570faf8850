"""When a register is asked, and what is kept of its answer."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts.core.registers import Entry
from exchange.accounts.models import Business, MemberRole, Membership, Standing, Verification
from exchange.accounts.registers.models import RegisterAnswer
from exchange.accounts.registers.settings import register_of
from exchange.kernel.happenings import happened
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound

_NOTHING_SAID = {
    "is_listed": None, "name": "", "activity_code": "", "commune": "", "opened_on": None, "closed_on": None,
    "is_open": None, "withholds": False,
}  # fmt: skip


def ask_about_companies_of(person_id: UUID, *, at: datetime) -> None:
    """Once somebody manages a company and their address has answered: each of theirs that waits is asked about once."""
    theirs = sa.select(Business).join(Membership, Membership.business_id == Business.id)
    theirs = theirs.where(
        Membership.person_id == person_id, Membership.ended_at.is_(None), Membership.role == MemberRole.MANAGER,
        Business.standing == Standing.ACTIVE, Business.verification == Verification.UNVERIFIED,
    )  # fmt: skip
    for business in session().scalars(theirs).all():
        if may_be_asked(business):
            row = insert(RegisterAnswer).values(business_id=business.id, asked_at=at).on_conflict_do_nothing()
            if session().scalar(row.returning(RegisterAnswer.business_id)) is not None:
                _defer(business.id)


def ask_again(business_id: UUID, *, by: UUID, at: datetime) -> None:
    """A moderator wants to know, or to know anew; what was said before is forgotten.

    Raises NotFound without such a company, Conflict where no register is asked about its kind of number.
    """
    business = session().get(Business, business_id)
    if business is None:
        raise NotFound
    if not may_be_asked(business):
        raise Conflict("no_register", _("No register is asked about this company."))
    anew = {"asked_at": at, "answered_at": None, "failed_at": None, "failures": 0, **_NOTHING_SAID}
    row = insert(RegisterAnswer).values(business_id=business_id, asked_at=at)
    session().execute(row.on_conflict_do_update(index_elements=["business_id"], set_=anew))
    happened("business", business_id, "register_asked", at=at, by=by)
    _defer(business_id)


def may_be_asked(business: Business) -> bool:
    """Whether a register is set for its number. Made-up companies of a demonstration are never asked about."""
    return bool(register_of(business.registration_kind)) and not business.is_demo


def keep_answer(business_id: UUID, entry: Entry | None, *, at: datetime) -> None:
    """What the register said; the journal keeps whether it knows the company and whether that is open."""
    said = {**_NOTHING_SAID, "is_listed": entry is not None}
    if entry is not None:
        said |= {name: getattr(entry, name) for name in _NOTHING_SAID if name != "is_listed"}
    row = sa.update(RegisterAnswer).where(RegisterAnswer.business_id == business_id)
    if session().scalar(row.values(answered_at=at, **said).returning(RegisterAnswer.business_id)) is not None:
        is_open = entry.is_open if entry else None
        happened("business", business_id, "register_answered", at=at, is_listed=entry is not None, is_open=is_open)


def keep_failure(business_id: UUID, *, at: datetime) -> None:
    """It did not answer; the job tries again for about an hour and a half, then a moderator may."""
    row = sa.update(RegisterAnswer).where(RegisterAnswer.business_id == business_id)
    session().execute(row.values(failed_at=at, failures=RegisterAnswer.failures + 1))


def _defer(business_id: UUID) -> None:
    defer(Job.ASK_REGISTER, only_once=f"register:{business_id}", business_id=str(business_id))
