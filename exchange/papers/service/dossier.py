"""Answering what the law asks of a deal: either side may, as long as the deal is open."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.deals.models import Deal, DealState
from exchange.deals.service import Party
from exchange.deals.service.steps import locked
from exchange.journal import service as journal
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.kernel.trade import Country
from exchange.papers import queries
from exchange.papers.core.answers import Mode
from exchange.papers.models import Dossier, DossierCarrier

Answer = str | int | Decimal | date | None
MOST_CARRIERS = 5
"""As many as a tracking slip and a line of the register hold."""


@dataclass(frozen=True, slots=True)
class CarrierDraft:
    """A carrier as the two sides name it: with a receipt that lasts, or exempt by its own word."""

    name: str
    registration: str
    address: str
    postal_code: str
    town: str
    country: Country
    mode: Mode
    plate: str
    is_exempt: bool
    receipt_number: str
    receipt_until: date | None


def answer(
    deal_id: UUID, answers: Mapping[str, str | int | Decimal | date | None], *, by: Party, at: datetime
) -> Dossier:
    """Give or change answers by the names of the dossier's columns; the others stay as they are.

    Once the deal is completed, what was left open may still be filled in: the register waits for it.
    Raises NotFound for strangers, Conflict for a deal that is closed.
    """
    deal = locked(deal_id, by)
    dossier = queries.dossier(deal_id) or Dossier(deal_id=deal_id)
    changed = {name: value for name, value in answers.items() if (getattr(dossier, name) or None) != (value or None)}
    if not deal.is_open and (not may_fill(deal) or any(getattr(dossier, name) for name in changed)):
        raise _closed()
    for name, value in changed.items():
        setattr(dossier, name, value)
    dossier.changed_at, dossier.changed_by = at, by.person_id
    session().add(dossier)
    session().flush()
    _note(deal, "answered", by, at, changed)
    return dossier


def add_carrier(deal_id: UUID, draft: CarrierDraft, *, by: Party, at: datetime) -> DossierCarrier:
    """One carrier more, after those that are there. Raises Conflict above five."""
    deal = _open(deal_id, by)
    number = len(queries.carriers(deal_id)) + 1
    if number > MOST_CARRIERS:
        raise Conflict("too_many_carriers", _("A load has five carriers at most."))
    carrier = DossierCarrier(deal_id=deal_id, number=number, **asdict(draft))
    session().add(carrier)
    session().flush()
    _note(deal, "carrier_added", by, at, {"name": draft.name, "receipt": draft.receipt_number})
    return carrier


def remove_carrier(deal_id: UUID, number: int, *, by: Party, at: datetime) -> None:
    """Take a carrier out; those after it move up. Raises NotFound where there is none."""
    deal = _open(deal_id, by)
    here = DossierCarrier.deal_id == deal_id
    gone = session().scalar(
        sa.delete(DossierCarrier).where(here, DossierCarrier.number == number).returning(DossierCarrier.name)
    )
    if gone is None:
        raise NotFound
    for later in range(number + 1, MOST_CARRIERS + 1):
        session().execute(
            sa.update(DossierCarrier).where(here, DossierCarrier.number == later).values(number=later - 1)
        )
    session().expire_all()
    _note(deal, "carrier_removed", by, at, {"name": gone})


def may_fill(deal: Deal) -> bool:
    """Whether open answers may still be given: not to a deal that came to nothing."""
    return deal.is_open or deal.state is DealState.COMPLETED


def _open(deal_id: UUID, by: Party) -> Deal:
    deal = locked(deal_id, by)
    if not deal.is_open:
        raise _closed()
    return deal


def _closed() -> Conflict:
    return Conflict("deal_closed", _("This deal is closed: its dossier stays as it is."))


def _note(deal: Deal, verb: str, by: Party, at: datetime, details: dict[str, Any]) -> None:
    journal.record("dossier", deal.id, verb, at=at, by=by.person_id, business_id=by.business_id, **details)
