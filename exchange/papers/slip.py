"""The dossier in the shape in which Trackdéchets opens a slip for hazardous waste (its ``createForm`` input).

Nothing here signs or sends: the two sides open the slip there, and bring its number back.
"""

from typing import Any
from uuid import UUID

from exchange.accounts.models import Business, Site
from exchange.deals import policy
from exchange.deals.models import Deal
from exchange.papers import queries
from exchange.papers.core.answers import Packaging
from exchange.papers.models import Dossier, DossierCarrier
from exchange.papers.wording.parts import spaced_code

Json = dict[str, Any]
_KG_PER_T = 1000
_PACKAGINGS = {
    Packaging.DRUM: "FUT", Packaging.IBC: "GRV", Packaging.TANK: "CITERNE", Packaging.SKIP: "BENNE",
    Packaging.PIPELINE: "PIPELINE", Packaging.OTHER: "AUTRE",
}  # fmt: skip


def slip_of(deal: Deal, *, reader_id: UUID) -> Json:
    """What is known by now, by the names of the API; what is open is null.

    Names and addresses that the reader may not know before the agreement are left out.
    """
    dossier, carriers = queries.dossier(deal.id), queries.carriers(deal.id)
    giver, taker = (_company(deal, business, site, reader_id) for business, site in _sides(deal))
    return {
        "customId": str(deal.id),
        "emitter": {"type": "PRODUCER", "company": giver, "workSite": _work_site(deal, reader_id)},
        "recipient": {
            "cap": dossier.acceptance_certificate if dossier else None,
            "processingOperation": _spaced(dossier.operation_code) if dossier else None,
            "company": taker,
            "isTempStorage": False,
        },
        "transporter": _carrier(carriers[0]) if carriers else None,
        "furtherTransporters": [_carrier(one) for one in carriers[1:]],
        "wasteDetails": _waste(deal, dossier),
        "trader": None,
        "broker": None,
        "ecoOrganisme": None,
        "intermediaries": [],
        "externalSlip": {"number": dossier.slip_number if dossier else None},
    }


def _sides(deal: Deal) -> tuple[tuple[Business, Site], tuple[Business, Site]]:
    return (deal.giver, deal.offer.site), (deal.taker, deal.taker_site)


def _company(deal: Deal, business: Business, site: Site, reader_id: UUID) -> Json | None:
    if not policy.knows_name(reader_id, business.id, deal):
        return None
    return {
        "siret": site.siret,
        "orgId": site.siret or business.registration_number,
        "name": business.name,
        "address": _address(site) if _knows_address(deal, business.id, reader_id) else None,
        "country": site.country.value,
    }


def _knows_address(deal: Deal, business_id: UUID, reader_id: UUID) -> bool:
    return business_id == reader_id or policy.may_see_contacts(reader_id, deal)


def _work_site(deal: Deal, reader_id: UUID) -> Json | None:
    site = deal.offer.site
    if not _knows_address(deal, deal.giver_id, reader_id):
        return None
    return {"name": site.name, "address": site.address, "postalCode": site.postal_code, "city": site.commune_name}


def _address(site: Site) -> str:
    return f"{site.address}, {site.postal_code} {site.commune_name}"


def _carrier(carrier: DossierCarrier) -> Json:
    return {
        "company": {
            "orgId": carrier.registration,
            "name": carrier.name,
            "address": f"{carrier.address}, {carrier.postal_code} {carrier.town}",
            "country": carrier.country.value,
        },
        "isExemptedOfReceipt": carrier.is_exempt,
        "receipt": carrier.receipt_number or None,
        "validityLimit": carrier.receipt_until.isoformat() if carrier.receipt_until else None,
        "numberPlate": carrier.plate or None,
        "mode": carrier.mode.value.upper(),
    }


def _waste(deal: Deal, dossier: Dossier | None) -> Json:
    load, offer = deal.load, deal.offer
    weight_kg = load.stands_at_kg if load else deal.current.quantity_kg
    is_real = load is not None and load.weight_kind is not None and load.weight_kind.value == "real"
    packed = dossier is not None and dossier.packaging is not None and dossier.packages is not None
    return {
        "code": spaced_code(str(offer.legal_answers.get("waste_code") or offer.waste_code or "")),
        "name": offer.title,
        "onuCode": dossier.un_number if dossier else None,
        "packagingInfos": [{"type": _PACKAGINGS[dossier.packaging], "other": None, "quantity": dossier.packages}]
        if dossier and dossier.packaging and packed
        else [],
        "quantity": float(weight_kg / _KG_PER_T),
        "quantityType": "REAL" if is_real else "ESTIMATED",
        "consistence": dossier.consistency.value.upper() if dossier and dossier.consistency else None,
        "pop": bool(offer.legal_answers.get("is_pop")),
        "isDangerous": offer.is_hazardous,
    }


def _spaced(operation: str) -> str | None:
    """«R 4», as the API writes operations."""
    return f"{operation[0]} {operation[1:]}" if operation else None
