"""What is true now, read from the plain rows by the tests' own eyes: the input of a full evaluation by brute force."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.catalogue import files
from exchange.kernel.orm import session
from exchange.kernel.place import Place
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.cells import around
from exchange.matching.core.facts import NeedFacts, OfferFacts
from tests.matching import brute_force, oracle
from tests.matching.brute_force import Pair

_OFFERS = """
    SELECT offer.*, standing, lat, lon, site.country FROM offer JOIN business ON business.id = offer.business_id
    JOIN site ON site.id = offer.site_id WHERE state IN ('published', 'observed')
"""
_NEEDS = """
    SELECT need.*, standing, lat, lon, site.country,
        ARRAY(SELECT material_code FROM need_accepts WHERE need_id = need.id ORDER BY 1) AS accepts
    FROM need JOIN business ON business.id = need.business_id
    JOIN site ON site.id = need.site_id WHERE state IN ('published', 'observed')
"""
_PERMITS = "SELECT site_id, waste_codes FROM permit WHERE verified_at IS NOT NULL AND valid_until >= :day"

Rules = Iterable[Mapping[str, str]]


def evaluated(
    day: date, weights: Mapping[str, int] = brute_force.USUAL_WEIGHTS, rules: Rules | None = None
) -> dict[Pair, tuple[int, float]]:
    """Score and kilometres of every pair that fits on a day, all judged one by one."""
    return oracle.evaluate(offers(), needs(day, rules), weights)


def offers() -> list[OfferFacts]:
    """Every live offer."""
    return [
        OfferFacts(
            ref=str(row.id), material=oracle.spans()[row.material_code],
            delivers_within_km=row.delivers_within_km, available_from=row.available_from,
            available_until=row.available_until, free_kg=row.free_kg,
            minimum_kg=row.free_kg if row.is_whole_lot else row.minimum_kg, ask_eur_per_t=row.price_eur_per_t,
            condition=None if row.condition is None else Grade(row.condition),
            legal_status=None if row.legal_status is None else LegalStatus(row.legal_status),
            waste_code=row.waste_code, is_hazardous=row.is_hazardous, **_common(row),
        )
        for row in session().execute(sa.text(_OFFERS))
    ]  # fmt: skip


def needs(day: date, rules: Rules | None = None) -> list[NeedFacts]:
    """Every live need, with the permits of a day."""
    by_file = files.cells("substitutions.csv") if rules is None else list(rules)
    permitted: dict[UUID, set[str]] = defaultdict(set)
    for site_id, codes in session().execute(sa.text(_PERMITS), {"day": day}):
        permitted[site_id] |= set(codes)
    return [
        NeedFacts(
            ref=str(row.id),
            accepts=tuple(accept for code in row.accepts for accept in oracle.accepted_under(code, by_file)),
            collects_within_km=row.collects_within_km, wanted_from=row.wanted_from, wanted_until=row.wanted_until,
            wanted_kg=row.wanted_kg - row.covered_kg, smallest_lot_kg=row.smallest_lot_kg,
            highest_eur_per_t=row.highest_eur_per_t,
            lowest_grade=None if row.lowest_grade is None else Grade(row.lowest_grade),
            accepted_statuses=frozenset(map(LegalStatus, row.accepted_statuses)),
            permitted_codes=frozenset(permitted[row.site_id]), **_common(row),
        )
        for row in session().execute(sa.text(_NEEDS))
    ]  # fmt: skip


def _common(row: Any) -> dict[str, Any]:
    is_observed, site = row.state == "observed", Place(row.lat, row.lon)
    return {
        "business_ref": str(row.business_id), "place": site if is_observed else around(site), "country": row.country,
        "is_active": row.standing in ({"active", "unclaimed"} if is_observed else {"active"}),
        "is_observed": is_observed, "is_negotiable": row.is_negotiable,
    }  # fmt: skip
