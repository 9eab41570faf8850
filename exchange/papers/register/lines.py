"""A handover becomes a line: what is known in the columns' own words, what is not known stays empty."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from exchange.accounts.models import Business, Site
from exchange.deals.models import Deal, Hauler, Movement, WeightKind
from exchange.kernel.clock import zone
from exchange.kernel.territory import territory
from exchange.kernel.trade import Country
from exchange.papers.core.answers import Mode
from exchange.papers.models import Direction, Dossier, DossierCarrier
from exchange.papers.register.columns import INCOMING, OUTGOING
from exchange.papers.wording.parts import spaced_code

Columns = dict[str, Any]
CANCELLED = "ANNULER"
_YES, _NO = "OUI", "NON"
_KILOGRAM = Decimal("0.001")
_MODES = {Mode.ROAD: "ROUTE", Mode.RAIL: "FERRÉ", Mode.RIVER: "FLUVIAL", Mode.SEA: "MARITIME", Mode.AIR: "AÉRIEN"}
_INTERMEDIATE = {"R12", "R13", "D9", "D13", "D14", "D15"}
"""Operations after which another follows: they have no kind of their own."""


def line(
    direction: Direction,
    line_id: UUID,
    deal: Deal,
    load: Movement,
    dossier: Dossier,
    carriers: Sequence[DossierCarrier],
) -> Columns:
    """All columns of one handover, in their order; empty where nothing is known or nothing applies."""
    told = _common(line_id, deal, load, dossier) | dict(_hauled(deal, carriers))
    told |= _outgoing(deal, load) if direction is Direction.OUTGOING else _incoming(deal, load)
    names = OUTGOING if direction is Direction.OUTGOING else INCOMING
    return {name: told.get(name) or "" for name in names}


def _common(line_id: UUID, deal: Deal, load: Movement, dossier: Dossier) -> Columns:
    offer, place = deal.offer, territory()
    return {
        "publicId": str(line_id),
        "wasteDescription": offer.title,
        "wasteCode": spaced_code(str(offer.legal_answers.get("waste_code") or offer.waste_code or "")),
        "wasteCodeBale": dossier.basel_entry,
        "wastePop": _yes(bool(offer.legal_answers.get("is_pop"))),
        "wasteIsDangerous": _yes(offer.is_hazardous),
        "weightValue": str((load.stands_at_kg / 1000).quantize(_KILOGRAM, ROUND_HALF_UP)),
        "weightIsEstimate": "REEL" if load.weight_kind is WeightKind.REAL else "ESTIME",
        "volume": str(dossier.volume_m3) if dossier.volume_m3 else "",
        "notificationNumber": dossier.notification_number,
        "movementNumber": dossier.movement_number,
        "operationCode": f"{dossier.operation_code[0]} {dossier.operation_code[1:]}",
        "operationMode": kind_of(dossier.operation_code),
        "brokerCompanyName": place.name if place.operator_receipt else "",
        "brokerRecepisseNumber": place.operator_receipt,
        "isDirectSupply": _NO,
    }


def kind_of(operation: str) -> str:
    """Which kind of treatment an operation is, in the register's words; empty where another one follows.

    >>> kind_of("R3"), kind_of("R1"), kind_of("D10"), kind_of("R13")
    ('RECYCLAGE', 'VALORISATION_ENERGETIQUE', 'ELIMINATION', '')
    """
    if operation in _INTERMEDIATE:
        return ""
    if operation.startswith("D"):
        return "ELIMINATION"
    return "VALORISATION_ENERGETIQUE" if operation == "R1" else "RECYCLAGE"


def _outgoing(deal: Deal, load: Movement) -> Columns:
    site = deal.offer.site
    return {
        "reportForCompanySiret": site.siret,
        "reportForPickupSiteName": site.name,
        **_place("reportForPickupSite", site),
        "dispatchDate": _day(load.shipped_at),
        **_company("destinationCompany", deal.taker, deal.taker_site),
        **_place("destinationDropSite", deal.taker_site),
    }


def _incoming(deal: Deal, load: Movement) -> Columns:
    site = deal.offer.site
    weighed = load.weighed_at.astimezone(zone()) if load.weighed_at else None
    return {
        "reportForCompanySiret": deal.taker_site.siret,
        "receptionDate": _day(load.weighed_at),
        "weighingHour": f"{weighed:%H:%M}" if weighed and load.weight_kind is WeightKind.REAL else "",
        **_company("emitterCompany", deal.giver, site),
        "emitterPickupSiteName": site.name,
        **_place("emitterPickupSite", site),
        "noTraceability": _NO,
    }


def _company(prefix: str, business: Business, site: Site) -> Columns:
    return {
        f"{prefix}Type": _kind(site.country),
        f"{prefix}OrgId": site.siret or _foreign_number(business, site.country),
        f"{prefix}Name": business.name,
        **_place(prefix, site),
    }


def _kind(country: Country) -> str:
    known = {Country.FR: "ETABLISSEMENT_FR", Country.BE: "ENTREPRISE_UE"}
    return known.get(country, "ENTREPRISE_HORS_UE")


def _foreign_number(business: Business, country: Country) -> str:
    """Belgian enterprises are told by their VAT number, which is the enterprise number after two letters."""
    number = business.registration_number or ""
    return f"BE{number}" if country is Country.BE else number


def _place(prefix: str, site: Site) -> Columns:
    return {
        f"{prefix}Address": site.address,
        f"{prefix}PostalCode": site.postal_code,
        f"{prefix}City": site.commune_name,
        f"{prefix}CountryCode": site.country.value,
    }


def _hauled(deal: Deal, carriers: Sequence[DossierCarrier]) -> Iterator[tuple[str, Any]]:
    """The carriers of the dossier; a side that drives itself below the thresholds is its own, and needs no receipt."""
    if not carriers:
        giver_hauls = deal.current.hauler is Hauler.GIVER
        who = (deal.giver, deal.offer.site) if giver_hauls else (deal.taker, deal.taker_site)
        own = _company("transporter1Company", *who)
        yield from {**own, "transporter1TransportMode": "ROUTE", "transporter1RecepisseIsExempted": _YES}.items()
    for one in carriers:
        prefix = f"transporter{one.number}"
        yield f"{prefix}TransportMode", _MODES[one.mode]
        yield f"{prefix}CompanyType", _kind(one.country)
        yield f"{prefix}CompanyOrgId", one.registration
        yield f"{prefix}CompanyName", one.name
        yield f"{prefix}CompanyAddress", one.address
        yield f"{prefix}CompanyPostalCode", one.postal_code
        yield f"{prefix}CompanyCity", one.town
        yield f"{prefix}CompanyCountryCode", one.country.value
        yield f"{prefix}RecepisseIsExempted", _yes(one.is_exempt)
        yield f"{prefix}RecepisseNumber", one.receipt_number


def _yes(said: bool) -> str:
    return _YES if said else _NO


def _day(at: datetime | None) -> str:
    return at.astimezone(zone()).date().isoformat() if at else ""
