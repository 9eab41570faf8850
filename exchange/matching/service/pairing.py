"""Pairing: the stored matches follow the listings, exactly. Running twice changes nothing."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.kernel import clock
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer
from exchange.listings.numbering import renumber
from exchange.listings.placing import is_anything_off_its_middle, put_in_the_middle
from exchange.matching.core.facts import OfferFacts, Side
from exchange.matching.models import LiveNeed, LiveOffer, Match
from exchange.matching.queries import facts, partners, weights
from exchange.matching.service import keeping, storing, telling

_ONE_AT_A_TIME = 0x6E61766D
"""Advisory lock of pairing («navm»). Two jobs that judge the two ends of one pair at once could each store what the
other has just made wrong; one after the other, the later sees what is true. Nobody waits for it at a page."""

_WAIT = {"lock_timeout": "25s"}
_OFFERS_AT_ONCE = 1000
"""In a full evaluation: memory stays bounded by the facts of so many."""
_TAKE_LONG = dict.fromkeys(("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"), "10min")


Table = type[Offer] | type[Need]


def follows(table: Table, listing_id: UUID) -> bool:
    """Whether the matches of a listing follow it already: every change takes the stamp away and brings a job."""
    return session().scalar(sa.select(table.matched_at.is_not(None)).where(table.id == listing_id)) or False


def pair_offer(offer_id: UUID, *, at: datetime) -> None:
    """Bring the matches of one offer to what it is now, and tell both sides of new ones once."""
    _one_at_a_time(_WAIT)
    before = _waiting(Offer, Offer.id == offer_id)
    keeping.keep_offers([offer_id])
    found = partners.of_offer(facts.offers([offer_id]).get(offer_id), weights.current())
    storing.put(Side.OFFER, offer_id, found, at=at)
    telling.tell_new(Match.offer_id == offer_id, at=at)
    _stamp(Offer, before, at=at)


def pair_need(need_id: UUID, *, at: datetime) -> None:
    """Bring the matches of one need to what it is now, and tell both sides of new ones once."""
    _one_at_a_time(_WAIT)
    before = _waiting(Need, Need.id == need_id)
    day = clock.day_of(at)
    keeping.keep_needs(day, [need_id])
    found = partners.of_need(facts.needs(day, [need_id]).get(need_id), weights.current())
    storing.put(Side.NEED, need_id, found, at=at)
    telling.tell_new(Match.need_id == need_id, at=at)
    _stamp(Need, before, at=at)


def match_all(*, at: datetime) -> int:
    """Judge every offer of the exchange anew; returns how many pairs are compatible.

    For imported flows, new weights, a new catalogue, or doubt: the result equals that of all single jobs.
    """
    _one_at_a_time(_TAKE_LONG)
    renumber()
    put_in_the_middle()
    before = {table: _waiting(table, table.state.in_(facts.LIVE)) for table in (Offer, Need)}
    keeping.keep_offers()
    keeping.keep_needs(clock.day_of(at))
    in_force, pairs = weights.current(), 0
    for offer_id, offer in _live_offers():
        found = partners.of_offer(offer, in_force)
        storing.put(Side.OFFER, offer_id, found, at=at)
        pairs += len(found.ids)
    storing.retire_dead(at=at)
    telling.tell_new(sa.true(), at=at)
    for table, rows in before.items():
        _stamp(table, rows, at=at)
    return pairs


def catch_up() -> None:
    """Have everything matched where listings live and no live row is kept: the tables are derived, and may be new.
    Or where listings of an earlier release still stand at their exact sites.
    """
    kept = (sa.select(sa.exists().where(key.is_not(None))) for key in (LiveOffer.offer_id, LiveNeed.need_id))
    alive = (sa.select(sa.exists().where(table.state.in_(facts.LIVE))) for table in (Offer, Need))
    is_new = any(map(session().scalar, alive)) and not any(map(session().scalar, kept))
    if is_new or is_anything_off_its_middle():
        defer(Job.PAIR_ALL, only_once=Job.PAIR_ALL)


def _live_offers() -> Iterator[tuple[UUID, OfferFacts]]:
    ids = session().scalars(sa.select(LiveOffer.offer_id).order_by(LiveOffer.offer_id)).all()
    for start in range(0, len(ids), _OFFERS_AT_ONCE):
        yield from facts.offers(ids[start : start + _OFFERS_AT_ONCE]).items()


def _one_at_a_time(limits: Mapping[str, str]) -> None:
    """Wait for a pairing under way, with limits of time for this transaction alone."""
    for limit, patience in limits.items():
        session().execute(sa.select(sa.func.set_config(limit, patience, True)))
    session().execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


def _waiting(table: Table, which: sa.ColumnElement[bool]) -> list[tuple[UUID, str]]:
    """Listings whose matches follow a change, each with what PostgreSQL calls this version of its row."""
    rows = sa.select(table.id, _row_version(table)).where(which, table.matched_at.is_(None))
    return [(listing_id, version) for listing_id, version in session().execute(rows)]


def _stamp(table: Table, before: list[tuple[UUID, str]], *, at: datetime) -> None:
    """The matches follow these listings now; one that changed meanwhile is another row and waits for its own job."""
    ids, versions = ([row[place] for row in before] for place in (0, 1))
    same = sa.func.unnest(sa.cast(ids, ARRAY(sa.Uuid)), sa.cast(versions, ARRAY(sa.Text)))
    known = same.table_valued("id", "version", name="known").render_derived()
    stamped = sa.update(table).where(table.id == known.c.id, _row_version(table) == known.c.version)
    session().execute(stamped.values(matched_at=at).execution_options(synchronize_session=False))


def _row_version(table: Table) -> sa.ColumnElement[str]:
    return sa.cast(sa.literal_column(f"{table.__tablename__}.xmin", sa.Text), sa.Text)
