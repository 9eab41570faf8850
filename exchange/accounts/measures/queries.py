"""Reading measures: what holds on whom, and what waits for a second look."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.measures.models import AccountMeasure
from exchange.accounts.models import Business, MemberRole, Membership, Person, Standing, Verification
from exchange.kernel.orm import session


class Seen(NamedTuple):
    """A measure and the name of whom it is about."""

    measure: AccountMeasure
    name: str


def suspension_of(person_id: UUID, *, at: datetime) -> AccountMeasure | None:
    """What keeps a person from acting at a moment; asked at each request of whoever is signed in."""
    mine = sa.select(AccountMeasure).where(AccountMeasure.person_id == person_id, _holds(at))
    return session().scalar(mine.limit(1))


def is_stopped(person_id: UUID, business_id: UUID | None, *, at: datetime) -> bool:
    """Whether a person, or the company that they act for, may not act: what each door for programs asks each time."""
    if suspension_of(person_id, at=at) is not None:
        return True
    trades = sa.select(Business.standing).where(Business.id == business_id)
    return business_id is not None and session().scalar(trades) is not Standing.ACTIVE


def stopped_business_of(person_id: UUID) -> Business | None:
    """A company that holds its person back: suspended or refused, and left, if at all, only after that.

    The rows are held until the commit, so that a suspension at the same moment comes before or after.
    """
    left_after = sa.exists().where(
        AccountMeasure.business_id == Business.id, AccountMeasure.lifted_at.is_(None),
        AccountMeasure.made_at <= Membership.ended_at,
    )  # fmt: skip
    mine = sa.select(Business).join(Membership, Membership.business_id == Business.id)
    mine = mine.where(Membership.person_id == person_id, sa.or_(Membership.ended_at.is_(None), left_after))
    held = session().scalars(
        mine.order_by(Business.id).with_for_update(read=True, of=Business).execution_options(populate_existing=True)
    )
    return next((one for one in held if _is_stopped(one)), None)


def _is_stopped(business: Business) -> bool:
    return business.standing is Standing.SUSPENDED or business.verification is Verification.REFUSED


def person_held(person_id: UUID) -> Person | None:
    """The person with their row locked: of two measures at once the second meets the first."""
    mine = sa.select(Person).where(Person.id == person_id).with_for_update().execution_options(populate_existing=True)
    return session().scalar(mine)


def business_by_number(number: str) -> Business | None:
    """A company by the digits of its number."""
    return session().scalar(sa.select(Business).where(Business.registration_number == number))


def measure(measure_id: UUID, *, is_locked: bool = False) -> AccountMeasure | None:
    """One measure; behind a lock on its row where it is to be changed."""
    rows = sa.select(AccountMeasure).where(AccountMeasure.id == measure_id)
    if is_locked:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    return session().scalar(rows)


def seen(measure_id: UUID) -> Seen | None:
    """One measure with the name of whom it is about."""
    found = session().execute(_named().where(AccountMeasure.id == measure_id)).one_or_none()
    return Seen(found[0], found[1]) if found else None


def concerning(person_id: UUID, most: int) -> Sequence[Seen]:
    """The measures that a person may read: on themselves and on the companies that they act for, newest first."""
    mine = sa.select(Membership.business_id).where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    rows = _named().where(sa.or_(AccountMeasure.person_id == person_id, AccountMeasure.business_id.in_(mine)))
    rows = rows.order_by(AccountMeasure.made_at.desc(), AccountMeasure.id).limit(most)
    return [Seen(row[0], row[1]) for row in session().execute(rows)]


def managed_by(person_id: UUID) -> frozenset[UUID]:
    """The companies for which a person may object."""
    mine = sa.select(Membership.business_id).where(
        Membership.person_id == person_id, Membership.ended_at.is_(None), Membership.role == MemberRole.MANAGER
    )
    return frozenset(session().scalars(mine))


def in_force(most: int, *, at: datetime) -> Sequence[Seen]:
    """What holds now: first those whose objection waits, then the newest."""
    waits = sa.and_(AccountMeasure.appealed_at.is_not(None), AccountMeasure.appeal_outcome.is_(None))
    rows = _named().where(_holds(at)).order_by(waits.desc(), AccountMeasure.made_at.desc(), AccountMeasure.id)
    return [Seen(row[0], row[1]) for row in session().execute(rows.limit(most))]


def _named() -> sa.Select[AccountMeasure, str]:
    name = sa.func.coalesce(Person.name, Business.name)
    rows = sa.select(AccountMeasure, name).outerjoin(Person, Person.id == AccountMeasure.person_id)
    return rows.outerjoin(Business, Business.id == AccountMeasure.business_id)


def _holds(at: datetime) -> sa.ColumnElement[bool]:
    ended = AccountMeasure.ends_at.is_(None) | (AccountMeasure.ends_at > at)
    return sa.and_(AccountMeasure.lifted_at.is_(None), ended)
