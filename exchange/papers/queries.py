"""Reading papers: those of a load, one by its number."""

import re
from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, selectinload

from exchange.deals.models import Movement
from exchange.kernel.orm import session
from exchange.papers.models import Dossier, DossierCarrier, IssuedPaper, PaperKind, PaperSetting, PayingDetails

_NUMBER = re.compile(r"([A-Z0-9]{1,12})-(\d{4})-(\d{6,7})", re.ASCII)


def current_papers(movement_ids: Collection[UUID]) -> Sequence[IssuedPaper]:
    """The papers of some loads that no later one replaces, each with its languages, in the order of their numbers."""
    found = sa.select(IssuedPaper).where(IssuedPaper.movement_id.in_(movement_ids), ~_is_replaced())
    ordered = found.order_by(IssuedPaper.year, IssuedPaper.serial).options(selectinload(IssuedPaper.settings))
    return session().scalars(ordered).all()


def latest(movement_id: UUID, kind: PaperKind) -> IssuedPaper | None:
    """The paper of a kind that stands for a load."""
    found = sa.select(IssuedPaper).where(IssuedPaper.movement_id == movement_id, IssuedPaper.kind == kind)
    return session().scalar(found.where(~_is_replaced()).options(selectinload(IssuedPaper.settings)))


def _is_replaced() -> sa.ColumnElement[bool]:
    later = aliased(IssuedPaper)
    return sa.exists().where(later.replaces_id == IssuedPaper.id)


def by_number(typed: str) -> IssuedPaper | None:
    """The paper that bears a number, however it was typed; None for what is none of ours."""
    found = _NUMBER.fullmatch(typed.strip().upper().replace(" ", ""))
    if found is None:
        return None
    territory, year, serial = found.groups()
    same = sa.select(IssuedPaper).where(
        IssuedPaper.territory == territory, IssuedPaper.year == int(year), IssuedPaper.serial == int(serial)
    )
    return session().scalar(same.options(selectinload(IssuedPaper.settings)))


def replacement_of(paper_id: UUID) -> IssuedPaper | None:
    """The paper that was issued in the place of one."""
    return session().scalar(sa.select(IssuedPaper).where(IssuedPaper.replaces_id == paper_id))


def deal_of(paper: IssuedPaper) -> UUID:
    """Whose deal a paper is about."""
    return session().scalars(sa.select(Movement.deal_id).where(Movement.id == paper.movement_id)).one()


def named_files(names: Collection[str]) -> Collection[str]:
    """Which of some stored files a row names: the others are strays."""
    ids = {UUID(name.partition("/")[2][:36]) for name in names}
    rows = sa.select(PaperSetting).where(PaperSetting.paper_id.in_(ids))
    kept = {setting.file_name for setting in session().scalars(rows)}
    return [name for name in names if name in kept]


def dossier(deal_id: UUID) -> Dossier | None:
    """The answers of a deal."""
    return session().get(Dossier, deal_id, populate_existing=True)


def carriers(deal_id: UUID) -> Sequence[DossierCarrier]:
    """Who drives, in order."""
    drivers = sa.select(DossierCarrier).where(DossierCarrier.deal_id == deal_id)
    return session().scalars(drivers.order_by(DossierCarrier.number)).all()


def paying_details(business_id: UUID) -> PayingDetails | None:
    """How a company is paid, if it said so."""
    return session().get(PayingDetails, business_id, populate_existing=True)
