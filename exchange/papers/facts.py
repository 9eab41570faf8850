"""What a document says of a deal and its load: plain values in no language, fixed when it is issued."""

from decimal import Decimal
from typing import Any

from exchange.accounts.models import Business, Site
from exchange.deals import queries as deals
from exchange.deals.core.settlement import MoneyLine
from exchange.deals.models import Deal, Movement, SettlementLine
from exchange.deals.service.owing import standing_lines
from exchange.impact import queries as impact
from exchange.papers import queries
from exchange.papers.models import PaperKind

Facts = dict[str, Any]


def facts_of(kind: PaperKind, deal: Deal, load: Movement) -> Facts:
    """Everything that a kind of document says, and nothing of people: names are those of companies."""
    common = {
        "load": load.load_number,
        "giver": side(deal.giver, deal.offer.site),
        "taker": side(deal.taker, deal.taker_site),
        "lot": _lot(deal),
        "hauler": deal.current.hauler.value,
        "weights": _weights(load),
        **_way(load),
        "slot": [load.slot_start.isoformat(), load.slot_end.isoformat()] if load.slot_start and load.slot_end else None,
    }
    if kind is PaperKind.CERTIFICATE:
        return common | _saved(load)
    if kind is PaperKind.ANNEX_VII:
        return common | _shipment(deal)
    return common | _amount(deal, load) if kind is PaperKind.PURCHASE_SUMMARY else common


def side(business: Business, site: Site) -> Facts:
    """A company with the site where it loads or unloads."""
    return {
        "name": business.name,
        "registration": business.registration_number or "",
        "site": site.name,
        "siret": site.siret or "",
        "address": site.address,
        "postal_code": site.postal_code,
        "town": site.commune_name,
        "country": site.country.value,
    }


def _lot(deal: Deal) -> Facts:
    offer = deal.offer
    status = offer.legal_status
    return {
        "title": offer.title,
        "material": offer.material_code,
        "status": status.value if status else "",
        "waste_code": offer.legal_answers.get("waste_code") or offer.waste_code or "",
        "is_hazardous": offer.is_hazardous,
        "is_pop": bool(offer.legal_answers.get("is_pop")),
        "packaging": offer.packaging,
    }


def _weights(load: Movement) -> Facts:
    """The confirmed weight is the truth; before it, what was loaded or agreed. What was refused is told beside it."""
    weights = {
        "kg": str(load.stands_at_kg),
        "kind": load.weight_kind.value if load.weight_kind else "",
        "shipped_at": load.shipped_at.isoformat() if load.shipped_at else "",
        "weighed_at": load.weighed_at.isoformat() if load.weighed_at else "",
        "confirmed_at": load.confirmed_at.isoformat() if load.confirmed_at else "",
        "by_silence": load.is_confirmed_by_silence,
    }
    if load.refused_kg is None or load.refusal_ground is None:
        return weights
    return weights | {"refused_kg": str(load.refused_kg), "refusal_ground": load.refusal_ground.value}


def _way(load: Movement) -> Facts:
    """The vehicle that left the gate, and who had the load after that; nothing where nobody told it."""
    steps = [
        {
            "kind": step.kind.value, "holder": step.holder, "place": step.place, "plate": step.plate,
            "at": step.taken_at.isoformat(),
        }
        for step in deals.custody(load.id)
    ]  # fmt: skip
    return ({"plate": load.plate} if load.plate else {}) | ({"custody": steps} if steps else {})


def _saved(load: Movement) -> Facts:
    record = impact.of(load.id)
    if record is None:
        return {"saved": None}
    figures = [record.low_kgco2e, record.central_kgco2e, record.high_kgco2e]
    return {
        "saved": {
            "route": record.route.value,
            "no_factor": record.no_factor.value if record.no_factor else "",
            "kgco2e": [str(figure) for figure in figures if figure is not None],
            "haul_km": record.haul_km,
            "version": record.catalogue_version,
        }
    }


def _amount(deal: Deal, load: Movement) -> Facts:
    """The settled lines where price times weight is not all of it."""
    lines = standing_lines(deal, load)
    amount: Facts = {
        "price_eur_per_t": str(deal.current.price_eur_per_t),
        "amount_eur": str(sum((line.amount_eur for line in lines), Decimal(0))),
    }
    if (for_all := deal.current.price_for_all) is not None:
        amount["for_all"] = {"eur": str(for_all.price_eur), "kg": str(for_all.quantity_kg)}
    return amount | ({"lines": [_line(line) for line in lines]} if len(lines) > 1 else {})


def _line(line: MoneyLine | SettlementLine) -> Facts:
    told = (line.quantity_kg, line.price_eur_per_t, line.percent)
    reckoned = None if None in told else [str(figure) for figure in told]
    return {"kind": line.kind.value, "reckoned": reckoned, "amount_eur": str(line.amount_eur)}


def _shipment(deal: Deal) -> Facts:
    dossier = queries.dossier(deal.id)
    if dossier is None:
        return {"shipment": {}, "carriers": []}
    days = {name: day.isoformat() if (day := getattr(dossier, name)) else "" for name in ("contract_on", "pick_up_on")}
    texts = {name: getattr(dossier, name) for name in ("basel_entry", "operation_code", "diwass_number")}
    carriers = [
        {
            "name": one.name, "registration": one.registration, "mode": one.mode.value,
            "address": f"{one.address}, {one.postal_code} {one.town}, {one.country.value}",
        }
        for one in queries.carriers(deal.id)
    ]  # fmt: skip
    return {"shipment": days | texts, "carriers": carriers}
