"""Pairing: the stored matches follow the listings, exactly. Running twice changes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer
from exchange.listings.numbering import renumber
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.verdict import Verdict
from exchange.matching.judging import judge
from exchange.matching.models import Match
from exchange.matching.queries import candidates, facts
from exchange.matching.service import storing, telling

_ONE_AT_A_TIME = 0x6E61766D
"""Advisory lock of pairing («navm»). Two jobs that judge the two ends of one pair at once could each store what the
other has just made wrong; one after the other, the later sees what is true. Nobody waits for it at a page."""

_WAIT = {"lock_timeout": "25s"}
_OFFERS_AT_ONCE = 100
"""In a full evaluation: memory stays bounded by the pairs of so many."""
_TAKE_LONG = dict.fromkeys(("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"), "10min")


def pair_offer(offer_id: UUID, *, at: datetime) -> None:
    """Bring the matches of one offer to what it is now, and tell both sides of new ones once."""
    _one_at_a_time(_WAIT)
    version = session().scalar(sa.select(Offer.version).where(Offer.id == offer_id))
    needs = facts.needs(clock.day_of(at), candidates.needs_for(offer_id))
    offers = facts.offers([offer_id]) if needs else {}
    found = list(_judged((offer, need) for offer in offers.values() for need in needs.values()))
    storing.put(found, at=at)
    storing.retire_of_offers([offer_id], (verdict for verdict, _ in found), at=at)
    telling.tell_new(Match.offer_id == offer_id, at=at)
    _stamp(Offer, Offer.id == offer_id, Offer.version == version, at=at)


def pair_need(need_id: UUID, *, at: datetime) -> None:
    """Bring the matches of one need to what it is now, and tell both sides of new ones once."""
    _one_at_a_time(_WAIT)
    version = session().scalar(sa.select(Need.version).where(Need.id == need_id))
    offers = facts.offers(candidates.offers_for(need_id))
    needs = facts.needs(clock.day_of(at), [need_id]) if offers else {}
    found = list(_judged((offer, need) for offer in offers.values() for need in needs.values()))
    storing.put(found, at=at)
    storing.retire_of_need(need_id, (verdict for verdict, _ in found), at=at)
    telling.tell_new(Match.need_id == need_id, at=at)
    _stamp(Need, Need.id == need_id, Need.version == version, at=at)


def match_all(*, at: datetime) -> int:
    """Judge every candidate pair of the exchange anew; returns how many are compatible.

    For observed flows, new weights, a new catalogue, or doubt: the result equals that of all single jobs.
    """
    _one_at_a_time(_TAKE_LONG)
    renumber()
    offers, needs = facts.offers(), facts.needs(clock.day_of(at))
    ids = list(offers)
    pairs = sum(
        _match(ids[start : start + _OFFERS_AT_ONCE], offers, needs, at) for start in range(0, len(ids), _OFFERS_AT_ONCE)
    )
    storing.retire_of_the_rest(ids, at=at)
    telling.tell_new(sa.true(), at=at)
    for table in (Offer, Need):
        _stamp(table, table.state.in_(facts.LIVE), table.matched_at.is_(None), at=at)
    return pairs


def _match(
    offer_ids: Sequence[UUID], offers: Mapping[UUID, OfferFacts], needs: Mapping[UUID, NeedFacts], at: datetime
) -> int:
    """A batch of offers against all needs; how many pairs are compatible."""
    found = list(_judged(_known(candidates.pairs_of(offer_ids), offers, needs)))
    storing.put(found, at=at)
    storing.retire_of_offers(offer_ids, (verdict for verdict, _ in found), at=at)
    return len(found)


def _one_at_a_time(limits: Mapping[str, str]) -> None:
    """Wait for a pairing under way, with limits of time for this transaction alone."""
    for limit, patience in limits.items():
        session().execute(sa.select(sa.func.set_config(limit, patience, True)))
    session().execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


def _known(
    pairs: Sequence[tuple[UUID, UUID]], offers: Mapping[UUID, OfferFacts], needs: Mapping[UUID, NeedFacts]
) -> Iterator[tuple[OfferFacts, NeedFacts]]:
    """The facts of both ends; a listing that went live since they were read has a job of its own waiting."""
    for offer_id, need_id in pairs:
        if offer_id in offers and need_id in needs:
            yield offers[offer_id], needs[need_id]


def _judged(pairs: Iterable[tuple[OfferFacts, NeedFacts]]) -> Iterator[tuple[Verdict, bool]]:
    """The compatible ones, and whether a side is known from a register only."""
    for offer, need in pairs:
        verdict = judge(offer, need)
        if verdict.is_compatible:
            yield verdict, offer.is_observed or need.is_observed


def _stamp(table: type[Offer] | type[Need], *which: sa.ColumnElement[bool], at: datetime) -> None:
    """The matches follow these listings now; one edited meanwhile has another version and waits for its own job."""
    stamped = sa.update(table).where(*which).values(matched_at=at)
    session().execute(stamped.execution_options(synchronize_session=False))
