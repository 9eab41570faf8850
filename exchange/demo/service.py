"""Seeding: all of it or nothing, and never twice."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from exchange.accounts.models import Person
from exchange.catalogue import queries as catalogue
from exchange.demo.plan import Size
from exchange.demo.planning import plan, plan_review
from exchange.demo.reading import Cast, cast
from exchange.demo.staging import Stage, Tick
from exchange.demo.tables import AccountRow
from exchange.kernel.orm import session
from exchange.web.rate import relieve

_REVIEWERS = "127.0.0.1"
_TIMES_AS_OFTEN = 100


def seed_demo(size: Size, seed: int, *, with_accounts: bool, now: datetime, tick: Tick) -> Sequence[AccountRow] | None:
    """Invent a territory and let it come about; returns the accounts that can sign in, if any are to.

    None where there is a demo already. The companies of a review do not count as one.
    """
    fixed = cast("cast")
    if _someone_of(fixed):
        return None
    planned = plan(size, seed, known=catalogue.current(), now=now)
    Stage(planned, fixed, now=now, with_passwords=with_accounts).play(tick)
    return _rows(fixed) if with_accounts else []


def seed_review(*, now: datetime) -> Sequence[AccountRow]:
    """One account for every role; what is there already stays as it is."""
    fixed = cast("review")
    for what in ("sign_in", "reading", "searching"):
        relieve(what, _REVIEWERS, factor=_TIMES_AS_OFTEN)
    if not _someone_of(fixed):
        Stage(plan_review(known=catalogue.current(), now=now), fixed, now=now).play()
    return _rows(fixed)


def _someone_of(fixed: Cast) -> bool:
    known = sa.select(Person.id).where(Person.email.in_([person.email for person in fixed.people]))
    return session().scalar(known.limit(1)) is not None


def _rows(fixed: Cast) -> list[AccountRow]:
    names = {company.key: company.name for company in fixed.companies}
    return [
        AccountRow(person.email, person.password, person.described, names.get(person.company, ""))
        for person in fixed.people
    ]
