"""What a new listing's form is filled with: a flow that a register holds of the business, or a material it chose."""

from typing import Any, NamedTuple
from uuid import UUID

from flask import request

from exchange.catalogue import queries as catalogue
from exchange.kernel.refusals import NotFound
from exchange.listings.flows.queries.claims import ObservedFlow, own_flow
from exchange.listings.flows.rows import Role
from exchange.listings.forms.asking import ListingForm
from exchange.listings.models import Need, Offer, Rhythm
from exchange.web.languages import current_language
from exchange.web.visitor import acting_business_id

FARTHEST_KM = 1000


class Prefilled(NamedTuple):
    """Answers by the names of the form's fields, and the flow that they come from."""

    answers: dict[str, Any]
    flow: ObservedFlow | None = None


def offer_answers() -> Prefilled:
    """For a lot. The legal status is never filled in: only its holder can say it. Raises NotFound."""
    flow = _flow(Role.OFFER, request.args.get("flow"))
    if flow is None or not isinstance(flow.listing, Offer):
        return Prefilled(_of_material(request.args.get("material")))
    offer = flow.listing
    own = {
        "material_code": flow.material_code,
        "waste_code": offer.waste_code or "",
        "is_hazardous": offer.is_hazardous,
    }
    return Prefilled({**_of_flow(flow), **own, "delivers_within_km": offer.delivers_within_km}, flow)


def need_answers() -> Prefilled:
    """For a need. Raises NotFound."""
    flow = _flow(Role.NEED, request.args.get("flow"))
    if flow is None or not isinstance(flow.listing, Need):
        answers = _of_material(request.args.get("material")) | _within(request.args.get("within", type=int))
        return Prefilled(answers | {name: [code] for name, code in answers.items() if name == "material_code"})
    need = flow.listing
    own = {"material_code": [flow.material_code], "collects_within_km": need.collects_within_km}
    return Prefilled({**_of_flow(flow), **own, "highest_price": need.highest_eur_per_t}, flow)


def posted_flow(form: ListingForm) -> UUID | None:
    """The flow that the form was filled from, if any. Raises NotFound for what none of our pages sent."""
    return _uuid(form.flow.data) if form.flow.data else None


def flow_shown(form: ListingForm, role: Role) -> ObservedFlow | None:
    """The same with all it says, for a form that comes back."""
    return _flow(role, form.flow.data)


def _flow(role: Role, text: str | None) -> ObservedFlow | None:
    return own_flow(role, _uuid(text), acting_business_id()) if text else None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _of_flow(flow: ObservedFlow) -> dict[str, Any]:
    label = catalogue.current().label(flow.material_code, current_language())
    month = flow.suggested
    return {
        "flow": str(flow.id), "title": label, "material_words": label, "quantity": month.quantity, "unit": month.unit,
        "rhythm": (Rhythm.FLOW if month.is_flow else Rhythm.ONE_OFF).value, "site_id": str(flow.listing.site_id),
    }  # fmt: skip


def _within(km: int | None) -> dict[str, Any]:
    """How far somebody said that they would fetch it, on the wish list or in a search."""
    return {"collects_within_km": km} if km is not None and 0 < km <= FARTHEST_KM else {}


def _of_material(code: str | None) -> dict[str, Any]:
    """A material that the catalogue lists, as if its name had been typed; nothing for any other code."""
    entry = catalogue.current().material(code or "")
    if entry is None or entry.is_retired:
        return {}
    label = entry.label(current_language())
    return {"title": label, "material_words": label, "material_code": entry.code}
