"""Reading the register: what is due, what waits for an answer, the lines of a company."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from exchange.accounts.models import Site
from exchange.deals.models import Deal, Movement, MovementState
from exchange.kernel.orm import session
from exchange.kernel.trade import Country, LegalStatus
from exchange.listings.models import Offer
from exchange.papers.models import Direction, Dossier, RegisterLine

_AT_ONCE = 500


def standing(movement_id: UUID, direction: Direction) -> RegisterLine | None:
    """The line that says what a handover was: neither a cancelling one nor one that was cancelled."""
    lines = sa.select(RegisterLine).where(RegisterLine.movement_id == movement_id, RegisterLine.direction == direction)
    return session().scalar(lines.where(*_stands(RegisterLine)))


def _stands(line: Any) -> tuple[sa.ColumnElement[bool], ...]:
    later = aliased(RegisterLine)
    return line.cancels_id.is_(None), ~sa.exists().where(later.cancels_id == line.id)


def due(direction: Direction) -> Sequence[UUID]:
    """Confirmed loads of waste whose line is missing though all is known, or says another weight than is confirmed."""
    line, site = aliased(RegisterLine), _site_of(direction)
    says_it = sa.exists().where(
        line.movement_id == Movement.id, line.direction == direction, *_stands(line),
        line.weight_kg == Movement.received_kg,
    )  # fmt: skip
    loads = _loads(direction, sa.select(Movement.id))
    complete = loads.join(Dossier, Dossier.deal_id == Deal.id)
    complete = complete.where(site.siret.is_not(None), Dossier.operation_code != "", ~says_it)
    return session().scalars(complete.order_by(Movement.confirmed_at, Movement.id)).all()


def waiting(business_id: UUID) -> Sequence[Deal]:
    """Deals of a company with a confirmed load whose line waits for a SIRET or the operation; fifty at most."""
    found: list[Deal] = []
    for direction in Direction:
        side = Deal.giver_id if direction is Direction.OUTGOING else Deal.taker_id
        loads = _loads(direction, sa.select(Deal)).outerjoin(Dossier, Dossier.deal_id == Deal.id)
        unknown = sa.or_(_site_of(direction).siret.is_(None), sa.func.coalesce(Dossier.operation_code, "") == "")
        rows = loads.where(side == business_id, unknown).options(joinedload(Deal.offer)).limit(50)
        found.extend(session().scalars(rows.order_by(Deal.closed_at, Deal.id)).unique())
    return found


_FROM, _TO = aliased(Site), aliased(Site)


def _site_of(direction: Direction) -> Any:
    return _FROM if direction is Direction.OUTGOING else _TO


def _loads(direction: Direction, rows: Any) -> Any:
    """Confirmed loads of waste that a register of this direction must hold: those of French sites.

    What went back as a whole was never taken in: it has no line.
    """
    of_deals = rows.select_from(Deal).join(Movement, Movement.deal_id == Deal.id).join(Offer, Offer.id == Deal.offer_id)
    sites = of_deals.join(_FROM, _FROM.id == Offer.site_id).join(_TO, _TO.id == Deal.taker_site_id)
    return sites.where(
        Movement.state == MovementState.CONFIRMED, Offer.legal_status == LegalStatus.WASTE,
        _site_of(direction).country == Country.FR,
    )  # fmt: skip


def years(business_id: UUID, direction: Direction) -> list[int]:
    """The years in which a company's register has lines, the latest first."""
    year = sa.extract("year", RegisterLine.at)
    mine = sa.select(year).where(RegisterLine.business_id == business_id, RegisterLine.direction == direction)
    return [int(found) for found in session().scalars(mine.distinct().order_by(year.desc()))]


def lines(business_id: UUID, direction: Direction, year: int | None = None) -> Iterator[RegisterLine]:
    """A company's register as it was written, line by line."""
    mine = sa.select(RegisterLine).where(RegisterLine.business_id == business_id, RegisterLine.direction == direction)
    if year is not None:
        begin, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
        mine = mine.where(RegisterLine.at >= begin, RegisterLine.at < end)
    ordered = mine.order_by(RegisterLine.at, RegisterLine.id).execution_options(yield_per=_AT_ONCE)
    yield from session().scalars(ordered)


def latest(business_id: UUID, *, size: int = 20) -> Sequence[RegisterLine]:
    """What was written last, the newest first."""
    mine = sa.select(RegisterLine).where(RegisterLine.business_id == business_id)
    return session().scalars(mine.order_by(RegisterLine.at.desc(), RegisterLine.id.desc()).limit(size)).all()
