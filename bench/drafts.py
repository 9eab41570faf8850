"""New listings as the forms would hand them to the verbs."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from bench.columns import NO_CODE, NO_NODE, NO_PRICE, OPEN_END, Needs, Offers
from bench.ids import Kind, row_id
from bench.rows import statuses_of
from bench.world import World
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.legal import LegalClaim
from exchange.listings.models import MassBasis
from exchange.listings.service import NeedDraft, OfferDraft

TONNE_KG = Decimal(1000)


def need_draft(world: World, needs: Needs, row: int) -> NeedDraft:
    """A need as it is posted."""
    return NeedDraft(
        title="Wanted",
        material_codes=tuple(world.materials.codes[node] for node in needs.nodes[row] if node != NO_NODE),
        quantity_kg=_kg(needs.wanted_g[row]),
        unit="t",
        kg_per_unit=TONNE_KG,
        smallest_lot_kg=_kg(needs.smallest_g[row]),
        lowest_grade=Grade(int(needs.lowest_grade[row])) if needs.lowest_grade[row] else None,
        accepted_statuses=tuple(map(LegalStatus, statuses_of(int(needs.statuses[row])))),
        site_id=UUID(row_id(Kind.SITE, int(needs.site[row]))),
        collects_within_km=int(needs.reach_km[row]),
        wanted_from=date.fromordinal(int(needs.first[row])),
        wanted_until=_last(int(needs.last[row])),
        highest_eur_per_t=_price(int(needs.highest_cents[row])),
        is_negotiable=bool(needs.is_negotiable[row]),
    )


def offer_draft(world: World, offers: Offers, row: int) -> OfferDraft:
    """A lot as it is posted: waste with its code, or a product."""
    material, code = int(offers.material[row]), int(offers.code[row])
    is_hazardous = code != NO_CODE and bool(world.materials.is_hazardous[material])
    six = "" if code == NO_CODE else world.materials.waste_codes[code] + ("*" if is_hazardous else "")
    status = LegalStatus.PRODUCT if code == NO_CODE else LegalStatus.WASTE
    return OfferDraft(
        title="Left over",
        material_code=world.materials.codes[material],
        quantity_kg=_kg(offers.free_g[row]),
        unit="t",
        kg_per_unit=TONNE_KG,
        mass_basis=MassBasis.DECLARED,
        minimum_kg=Decimal(0) if offers.is_whole[row] else _kg(offers.minimum_g[row]),
        is_whole_lot=bool(offers.is_whole[row]),
        condition=Grade(int(offers.grade[row])),
        legal=LegalClaim(status, waste_code=six, is_hazardous=is_hazardous),
        site_id=UUID(row_id(Kind.SITE, int(offers.site[row]))),
        delivers_within_km=int(offers.reach_km[row]),
        available_from=date.fromordinal(int(offers.first[row])),
        available_until=_last(int(offers.last[row])),
        price_eur_per_t=_price(int(offers.ask_cents[row])),
        is_negotiable=bool(offers.is_negotiable[row]),
    )


def _kg(grams: int) -> Decimal:
    return Decimal(int(grams)) / 1000


def _price(cents: int) -> Decimal | None:
    return None if cents == int(NO_PRICE) else Decimal(cents) / 100


def _last(day: int) -> date | None:
    return None if day == OPEN_END else date.fromordinal(day)
