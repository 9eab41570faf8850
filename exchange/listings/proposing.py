"""Guesses from the activity code as a business sees them: without what it refused and what it has posted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.catalogue import files
from exchange.catalogue import queries as catalogue
from exchange.catalogue.core.activities import Flow, Proposal
from exchange.journal import service as journal
from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound
from exchange.listings.models import ActivityRefusal, ListingState, Need, NeedAccepts, Offer
from exchange.web.languages import current_language

_GONE = (ListingState.WITHDRAWN, ListingState.OBSERVED, ListingState.RETIRED)


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposal in the words of the page: what, and which processes it rests on."""

    proposal: Proposal
    label: str
    processes: list[str]
    sources: list[str]


def guesses(business_id: UUID, activity_code: str | None) -> list[Guess]:
    """What the business probably gives and takes, surest first; empty where the data says nothing."""
    if not activity_code:
        return []
    known, language = catalogue.current(), current_language()
    settled = _settled(business_id)
    labels = {process.code: process.label(language) for process in known.processes}
    return [
        Guess(
            one, known.label(one.material_code, language),
            [labels.get(process.process_code, process.process_code) for process in one.because],
            list(dict.fromkeys(process.source for process in one.because)),
        )
        for one in files.activity_book().proposals(activity_code)
        if _is_listed(one.material_code) and (one.flow, one.material_code) not in settled
    ]  # fmt: skip


def refuse(business_id: UUID, flow: Flow, material_code: str, *, by: UUID, at: datetime) -> None:
    """Not us: not proposed again. Raises NotFound for a material that the catalogue does not list."""
    if not _is_listed(material_code):
        raise NotFound
    row = insert(ActivityRefusal).values(
        business_id=business_id, role=flow.value, material_code=material_code, refused_by=by, refused_at=at
    )
    session().execute(row.on_conflict_do_nothing())
    journal.record(
        "business", business_id, "guess_refused", at=at, by=by, business_id=business_id, role=flow.value,
        material=material_code,
    )  # fmt: skip


def _is_listed(code: str) -> bool:
    entry = catalogue.current().material(code)
    return entry is not None and not entry.is_retired


def _settled(business_id: UUID) -> set[tuple[str, str]]:
    """Refused, or posted already."""
    refused = sa.select(ActivityRefusal.role, ActivityRefusal.material_code).where(
        ActivityRefusal.business_id == business_id
    )
    offered = sa.select(sa.literal(Flow.OFFER.value), Offer.material_code).where(
        Offer.business_id == business_id, Offer.state.not_in(_GONE)
    )
    wanted = (
        sa.select(sa.literal(Flow.NEED.value), NeedAccepts.material_code)
        .join(Need, Need.id == NeedAccepts.need_id)
        .where(Need.business_id == business_id, Need.state.not_in(_GONE))
    )
    return {(role, code) for role, code in session().execute(sa.union_all(refused, offered, wanted))}
