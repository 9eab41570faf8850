"""A deal as a case before the law: the rules look at this and at nothing else."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from exchange.accounts import queries as accounts
from exchange.accounts.models import Permit, PermitState
from exchange.catalogue import queries as catalogue
from exchange.deals.models import Deal, Hauler
from exchange.kernel.clock import day_of
from exchange.kernel.trade import Country, LegalStatus
from exchange.listings.lawful.lots import lot_case
from exchange.listings.lawful.reading import rule_book
from exchange.papers import queries, tables
from exchange.papers.core.answers import Answers, Carrier, Case
from exchange.papers.core.working_days import after_working_days
from exchange.papers.models import Dossier, DossierCarrier

_NOTICE_WORKING_DAYS = 2
_NO_LONGER_FOOD = {LegalStatus.WASTE, LegalStatus.BY_PRODUCT}
_PRECURSORS = frozenset({"chemical.peroxide"})
_CATERING = frozenset({"food.kitchen_waste", "food.human.prepared_meals"})
_FEEDS = ("014", "015", "109")
"""Animal production, mixed farming, makers of feed (NAF rev. 2)."""


def case_of(deal: Deal, *, today: date) -> Case:
    """The deal's lot, its way and its answers, as they stand."""
    offer, origin, destination = deal.offer, deal.offer.site.country, deal.taker_site.country
    answers = answers_of(queries.dossier(deal.id), queries.carriers(deal.id))
    load = deal.load
    return Case(
        status=offer.legal_status, is_hazardous=offer.is_hazardous,
        is_pop=bool(offer.legal_answers.get("is_pop")),
        quantity_kg=load.planned_kg if load else deal.current.quantity_kg,
        origin=origin, destination=destination, giver_hauls=deal.current.hauler is Hauler.GIVER, today=today,
        answers=answers,
        region=tables.region_of(deal.taker_site.postal_code) if destination is Country.BE else None,
        basel_list=tables.basel_list(answers.basel_entry),
        operation_is_lawful=answers.operation_code in tables.operations(),
        takes_hazardous=not offer.is_hazardous or _takes_hazardous(deal, today),
        code_is_valid=_is_valid(offer.waste_code, today),
        earliest_pick_up=after_working_days(today, _NOTICE_WORKING_DAYS, origin),
        slot_on=day_of(load.slot_start) if load and load.slot_start else None,
        **_of_goods(deal),
    )  # fmt: skip


def _of_goods(deal: Deal) -> dict[str, Any]:
    """What the rules about goods look at: explosives, feed, food."""
    offer, taker = deal.offer, deal.taker
    if offer.legal_status is None:
        return {}
    lot = lot_case(offer, country=deal.offer.site.country)
    is_food = "food.human" in lot.materials and offer.legal_status not in _NO_LONGER_FOOD
    return {
        "is_precursor": rule_book().names("precursor", lot.words) or bool(lot.materials & _PRECURSORS),
        "is_taker_verified": taker.is_verified,
        "is_never_feed": bool(lot.materials & _CATERING) or lot.animal_category == 2,
        "feeds_animals": (taker.activity_code or "").startswith(_FEEDS),
        "use_by": lot.use_by if is_food else None,
        "is_gift": deal.current.price_eur_per_t == 0,
    }


def answers_of(dossier: Dossier | None, carriers: Sequence[DossierCarrier]) -> Answers:
    """What the two sides have answered; nothing before the first answer."""
    drivers = tuple(Carrier(one.name, one.mode, one.is_exempt, one.receipt_until) for one in carriers)
    if dossier is None:
        return Answers(carriers=drivers)
    names = [name for name in Answers.__dataclass_fields__ if name != "carriers"]
    return Answers(**{name: getattr(dossier, name) for name in names}, carriers=drivers)


def _takes_hazardous(deal: Deal, today: date) -> bool:
    """Whether a verified permit of the receiving site covers the code and is of a class for hazardous waste."""
    return any(
        permit.state_on(today) is PermitState.VERIFIED
        and deal.offer.waste_code in permit.waste_codes
        and tables.may_take_hazardous(permit.rubric)
        for permit in _permits(deal.taker_site_id)
    )


def _permits(site_id: UUID) -> Sequence[Permit]:
    return accounts.permits_at([site_id]).get(site_id, [])


def _is_valid(code: str | None, today: date) -> bool:
    """Whether the list of waste holds the six digits, with or without a star, on a day."""
    if code is None:
        return True
    codes = catalogue.current().waste_codes
    entries = (codes.get(name) for name in (code, f"{code}*"))
    return any(entry is not None and entry.is_valid_on(today) for entry in entries)
