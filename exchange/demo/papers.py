"""The papers of invented deals: what a by-product's neighbours recognise, who drives; waste abroad waits for more."""

from datetime import date, datetime, timedelta

from exchange.deals.models import Deal
from exchange.deals.service import Party
from exchange.kernel.clock import day_of
from exchange.kernel.trade import Country
from exchange.papers import service
from exchange.papers.cases import case_of
from exchange.papers.core.answers import Mode, StatusAbroad
from exchange.papers.core.rules import Step, unmet

_LASTS = timedelta(days=900)


def prepare(deal: Deal, *, by: Party, at: datetime) -> bool:
    """Answer what can be invented without lying about a real number; whether the deal can be agreed then."""
    case = case_of(deal, today=day_of(at))
    if case.asks_status_abroad:
        said = {"status_abroad": StatusAbroad.RECOGNISED, "status_reference": "Démonstration"}
        service.answer(deal.id, said, by=by, at=at)
    elif case.is_waste and not case.crosses:
        service.answer(deal.id, {"operation_code": "R12"}, by=by, at=at)
        service.add_carrier(deal.id, _carrier(day_of(at)), by=by, at=at)
    return not unmet(case_of(deal, today=day_of(at)), Step.ACCEPT)


def _carrier(today: date) -> service.CarrierDraft:
    return service.CarrierDraft(
        name="Transports de la Démonstration", registration="DEMO", address="1 quai de l'Exemple", postal_code="59000",
        town="Lille", country=Country.FR, mode=Mode.ROAD, plate="", is_exempt=False, receipt_number="DEMO-59",
        receipt_until=today + _LASTS,
    )  # fmt: skip
