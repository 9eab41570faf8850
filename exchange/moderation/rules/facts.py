"""What is known of listings at a moment, for rules: read in a few statements, however many listings there are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Business
from exchange.deals.models import Deal, DealTerms
from exchange.journal.models import JournalEntry
from exchange.kernel.orm import session
from exchange.listings.lawful.lots import lineage
from exchange.listings.models import Need, NeedAccepts, Offer
from exchange.moderation.queries import Listing
from exchange.moderation.rules import copies
from exchange.moderation.rules.core.conditions import ConditionKind, Likeness, Posting

PRICES_OF = timedelta(days=180)
MOST_PRICES = 500
"""Of one material, the newest: a usual price needs no more."""
MomentOf = Callable[[Listing], datetime]


def postings(listings: Sequence[Listing], kinds: frozenset[ConditionKind], moment_of: MomentOf) -> list[Posting]:
    """The listings as rules look at them, each as of its moment; only what ``kinds`` ask for is looked up."""
    codes = _codes(listings)
    ages = _ages(listings) if ConditionKind.COMPANY_YOUNGER in kinds else {}
    deals = _agreements(listings) if ConditionKind.FEWER_DEALS in kinds else {}
    prices = _prices(codes, listings, moment_of) if ConditionKind.PRICE_OUTLIER in kinds else {}
    texts = copies.of_texts(listings, moment_of) if ConditionKind.SAME_TEXT in kinds else {}
    photos = copies.of_photos(listings, moment_of) if ConditionKind.SAME_PHOTO in kinds else {}
    return [
        _posting(one, codes[one.id], moment_of(one), ages, deals, prices, texts.get(one.id, ()), photos.get(one.id, ()))
        for one in listings
    ]


def _posting(
    one: Listing, codes: Sequence[str], at: datetime, ages: Mapping[UUID, datetime],
    deals: Mapping[UUID, Sequence[datetime]], prices: Mapping[str, Sequence[tuple[datetime, Decimal]]],
    texts: Sequence[Likeness], photos: Sequence[Likeness],
) -> Posting:  # fmt: skip
    since = at - PRICES_OF
    return Posting(
        listing_id=one.id, is_offer=isinstance(one, Offer), words=copies.words_of(one),
        materials=frozenset[str]().union(*map(lineage, codes)), statuses=_statuses(one),
        price_eur_per_t=one.price_eur_per_t if isinstance(one, Offer) else one.highest_eur_per_t,
        usual_eur_per_t=tuple(eur for code in codes for day, eur in prices.get(code, ()) if since <= day < at),
        quantity_kg=one.declared_kg if isinstance(one, Offer) else one.wanted_kg,
        company_days=max((at - ages.get(one.business_id, at)).days, 0),
        company_deals=sum(agreed < at for agreed in deals.get(one.business_id, ())),
        same_texts=tuple(texts), same_photos=tuple(photos),
    )  # fmt: skip


def _statuses(one: Listing) -> frozenset[str]:
    if isinstance(one, Offer):
        return frozenset({str(one.legal_status)})
    return frozenset(map(str, one.accepted_statuses))


def _codes(listings: Sequence[Listing]) -> dict[UUID, list[str]]:
    codes = {one.id: [one.material_code] if isinstance(one, Offer) else [] for one in listings}
    needs = [one.id for one in listings if isinstance(one, Need)]
    accepted = sa.select(NeedAccepts.need_id, NeedAccepts.material_code).where(NeedAccepts.need_id.in_(needs))
    for need_id, code in session().execute(accepted.order_by(NeedAccepts.material_code)) if needs else ():
        codes[need_id].append(code)
    return codes


def _ages(listings: Sequence[Listing]) -> dict[UUID, datetime]:
    ids = {one.business_id for one in listings}
    rows = sa.select(Business.id, Business.created_at).where(Business.id.in_(ids))
    return dict(session().execute(rows).tuples().all())


def _agreed() -> sa.Select[Any]:
    """When deals were agreed, by the journal."""
    said = sa.and_(
        JournalEntry.subject == "deal", JournalEntry.subject_id == Deal.id, JournalEntry.verb == "accepted"
    )  # fmt: skip
    return sa.select(JournalEntry.at).select_from(Deal).join(JournalEntry, said)


def _agreements(listings: Sequence[Listing]) -> dict[UUID, list[datetime]]:
    ids, found = {one.business_id for one in listings}, dict[UUID, list[datetime]]()
    for side in (Deal.giver_id, Deal.taker_id):
        for at, business_id in session().execute(_agreed().add_columns(side).where(side.in_(ids))):
            found.setdefault(business_id, []).append(at)
    return found


def _prices(
    codes: Mapping[UUID, Sequence[str]], listings: Sequence[Listing], moment_of: MomentOf
) -> dict[str, list[tuple[datetime, Decimal]]]:
    """Prices of the deals agreed lately, by the very material; each once."""
    if not listings:
        return {}
    since = min(map(moment_of, listings)) - PRICES_OF
    known = sorted({code for some in codes.values() for code in some})
    return {code: _prices_of(code, since) for code in known}


def _prices_of(code: str, since: datetime) -> list[tuple[datetime, Decimal]]:
    terms = sa.and_(DealTerms.deal_id == Deal.id, DealTerms.version == Deal.current_version)
    rows = _agreed().join(DealTerms, terms).join(Offer, Offer.id == Deal.offer_id)
    rows = rows.where(Offer.material_code == code, JournalEntry.at >= since)
    newest = rows.add_columns(DealTerms.price_eur_per_t).order_by(JournalEntry.at.desc()).limit(MOST_PRICES)
    return [(at, eur) for at, eur in session().execute(newest)]
