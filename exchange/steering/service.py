"""The verbs of introductions: bring two together, note an answer, write a note, give up, take up again."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.matching.models import Match
from exchange.steering import telling
from exchange.steering.models import DropReason, Introduction, IntroductionNote
from exchange.steering.queries import introductions as queries


def introduce(offer_id: UUID, need_id: UUID, *, by: UUID, at: datetime) -> UUID:
    """Bring the two sides of a pair together: those with people are told, for the others there is a letter.

    Raises NotFound for what never was a pair, Conflict for one that fits no longer, that both sides have posted
    themselves (they were told already), or that somebody has introduced before.
    """
    match = session().get(Match, (offer_id, need_id), populate_existing=True)
    if match is None:
        raise NotFound
    if not match.is_live or not match.is_observed:
        raise Conflict("no_pair", _("These two do not fit any more, or have found one another already."))
    row = insert(Introduction).values(
        id=new_id(), offer_id=offer_id, need_id=need_id, made_by=by, made_at=at, score=match.score,
        distance_km=match.distance_km,
    )  # fmt: skip
    fresh: UUID | None = session().scalar(row.on_conflict_do_nothing().returning(Introduction.id))
    if fresh is None:
        raise Conflict("introduced_already", _("Somebody has introduced these two already."))
    journal.record("introduction", fresh, "made", at=at, by=by, offer_id=offer_id, need_id=need_id)
    telling.tell(queries.introduction(fresh).introduction, at=at)
    return fresh


def note_answer(introduction_id: UUID, *, by: UUID, at: datetime) -> None:
    """Somebody answered outside the exchange. Raises NotFound, Conflict when it was noted before."""
    answered = sa.update(Introduction).where(Introduction.id == introduction_id, Introduction.answered_at.is_(None))
    _change(answered.values(answered_at=at), introduction_id, _("An answer was noted already."))
    journal.record("introduction", introduction_id, "answered", at=at, by=by)


def drop(introduction_id: UUID, reason: DropReason, *, by: UUID, at: datetime) -> None:
    """Give it up. Raises NotFound, Conflict when somebody has given it up before."""
    living = sa.update(Introduction).where(Introduction.id == introduction_id, Introduction.dropped_at.is_(None))
    given_up = living.values(dropped_at=at, dropped_by=by, drop_reason=reason)
    _change(given_up, introduction_id, _("Somebody has dropped this already."))
    journal.record("introduction", introduction_id, "dropped", at=at, by=by, reason=reason.value)


def resume(introduction_id: UUID, *, by: UUID, at: datetime) -> None:
    """Take it up again. Raises NotFound, Conflict when it is not dropped."""
    dropped = sa.update(Introduction).where(Introduction.id == introduction_id, Introduction.dropped_at.is_not(None))
    again = dropped.values(dropped_at=None, dropped_by=None, drop_reason=None)
    _change(again, introduction_id, _("This is not dropped."))
    journal.record("introduction", introduction_id, "resumed", at=at, by=by)


def write_note(introduction_id: UUID, text: str, *, by: UUID, at: datetime) -> IntroductionNote:
    """Remember something for the facilitators. Raises NotFound."""
    if session().get(Introduction, introduction_id) is None:
        raise NotFound
    note = IntroductionNote(introduction_id=introduction_id, text=text, written_by=by, written_at=at)
    session().add(note)
    session().flush()
    return note


def _change(change: sa.Update, introduction_id: UUID, refusal: str) -> None:
    """Of two facilitators at once the row lets one through."""
    if session().scalar(change.returning(Introduction.id)) is None:
        if session().get(Introduction, introduction_id) is None:
            raise NotFound
        raise Conflict("already_so", refusal)
