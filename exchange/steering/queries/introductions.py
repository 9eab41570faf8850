"""Reading introductions: the funnel, its list, one with all that its page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.models import Membership, Person
from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound
from exchange.listings.models import Need, Offer
from exchange.matching.models import Match
from exchange.steering import funnel
from exchange.steering.funnel import Stage
from exchange.steering.models import Introduction, IntroductionNote
from exchange.web.paging import Page, cut, read_cursor

PAGE = 25
DROPPED = "dropped"
NOTES = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """An introduction and how far it came."""

    introduction: Introduction
    reached: Stage
    ending: str | None
    posted_offer_id: UUID | None
    posted_need_id: UUID | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many came this far and stand there, or ended there for a reason."""

    reached: Stage
    ending: str | None
    number: int


def counts() -> list[Count]:
    """The funnel: by stage reached and, for those that ended, by reason."""
    all_rows = funnel.rows().subquery()
    grouped = sa.select(all_rows.c.reached, all_rows.c.ending, sa.func.count()).group_by(
        all_rows.c.reached, all_rows.c.ending
    )
    return [Count(Stage(reached), ending, number) for reached, ending, number in session().execute(grouped)]


def introductions(only: str | None, after: str | None = None) -> Page[Standing]:
    """Introductions that stand at a stage, or the dropped ones, or all; newest first."""
    derived = funnel.rows().subquery()
    rows = _whole(derived)
    if only == DROPPED:
        rows = rows.where(derived.c.ending.is_not(None))
    elif only in set(Stage):
        rows = rows.where(derived.c.reached == only, derived.c.ending.is_(None))
    if key := _moment_and_id(after):
        rows = rows.where(sa.tuple_(Introduction.made_at, Introduction.id) < sa.tuple_(*map(sa.literal, key)))
    rows = rows.order_by(Introduction.made_at.desc(), Introduction.id.desc()).limit(PAGE + 1)
    found = [_standing(row) for row in session().execute(rows)]
    return cut(found, PAGE, lambda one: [one.introduction.made_at.isoformat(), one.introduction.id])


def introduction(introduction_id: UUID) -> Standing:
    """One introduction, read anew. Raises NotFound."""
    derived = funnel.rows().where(Introduction.id == introduction_id).subquery()
    row = session().execute(_whole(derived).execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    return _standing(row)


def notes(introduction_id: UUID) -> Sequence[IntroductionNote]:
    """What facilitators noted, newest first, at most 100."""
    rows = sa.select(IntroductionNote).where(IntroductionNote.introduction_id == introduction_id)
    newest = rows.order_by(IntroductionNote.written_at.desc(), IntroductionNote.id.desc()).limit(NOTES)
    return session().scalars(newest.options(joinedload(IntroductionNote.author))).all()


def introduced(matches: Iterable[Match]) -> dict[tuple[UUID, UUID], UUID]:
    """Which of these pairs were introduced, with the id of the introduction."""
    pairs = [(match.offer_id, match.need_id) for match in matches]
    rows = sa.select(Introduction.offer_id, Introduction.need_id, Introduction.id).where(
        sa.tuple_(Introduction.offer_id, Introduction.need_id).in_(pairs)
    )
    return {(offer_id, need_id): id_ for offer_id, need_id, id_ in session().execute(rows)}


def with_people(business_ids: Iterable[UUID]) -> set[UUID]:
    """Which businesses have somebody here whose address has answered."""
    rows = (
        sa.select(Membership.business_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.business_id.in_(list(business_ids)),
            Membership.ended_at.is_(None),
            Person.confirmed_at.is_not(None),
        )
    )
    return set(session().scalars(rows.distinct()))


def _whole(derived: sa.Subquery) -> sa.Select[tuple[Introduction, str, str | None, UUID | None, UUID | None]]:
    rows = sa.select(
        Introduction, derived.c.reached, derived.c.ending, derived.c.posted_offer_id, derived.c.posted_need_id
    ).join(derived, derived.c.id == Introduction.id)
    return rows.options(
        joinedload(Introduction.offer).joinedload(Offer.business),
        joinedload(Introduction.offer).joinedload(Offer.site),
        joinedload(Introduction.need).joinedload(Need.business),
        joinedload(Introduction.need).joinedload(Need.site),
        joinedload(Introduction.need).selectinload(Need.accepts),
        joinedload(Introduction.facilitator),
    )


def _standing(row: Any) -> Standing:
    introduction, reached, ending, offer_id, need_id = row
    return Standing(introduction, Stage(reached), ending, offer_id, need_id)


def _moment_and_id(after: str | None) -> tuple[datetime, UUID] | None:
    key = read_cursor(after, 2)
    try:
        return None if key is None else (datetime.fromisoformat(key[0]), UUID(key[1]))
    except (ValueError, TypeError, AttributeError):
        return None
