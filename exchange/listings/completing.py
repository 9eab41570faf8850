"""How complete a stored listing or a form on its way is: what is told of it, counted by the core."""

from typing import Any

from exchange.catalogue import queries as catalogue
from exchange.catalogue.core.snapshot import Catalogue
from exchange.catalogue.core.units import MassBasis as KnownBy
from exchange.catalogue.core.units import NoMass
from exchange.listings.core.attributes import Attribute, asked_of
from exchange.listings.core.completeness import Completeness, NeedTold, OfferTold, of_need, of_offer
from exchange.listings.forms.asking import ListingForm
from exchange.listings.forms.offers import OfferForm
from exchange.listings.models import MassBasis, Need, Offer

_KNOWN = {MassBasis.ESTIMATED: 1, MassBasis.DECLARED: 2, MassBasis.WEIGHED: 3}


def of_lot(offer: Offer, *, photos: int) -> Completeness:
    """Of a stored lot."""
    return of_offer(
        OfferTold(
            photos=photos, description_chars=len(offer.description),
            is_material_exact=_is_exact([offer.material_code], catalogue.current()),
            mass_known=_KNOWN[offer.mass_basis], has_condition=offer.condition is not None,
            details_told=len(offer.details), details_asked=len(_asked(offer.material_code)),
            has_composition=bool(offer.composition), has_packaging=bool(offer.packaging),
            has_price=offer.price_eur_per_t is not None, has_last_day=offer.available_until is not None,
        )
    )  # fmt: skip


def of_wish(need: Need) -> Completeness:
    """Of a stored need; its accepted materials must be loaded."""
    codes = [accepted.material_code for accepted in need.accepts]
    return of_need(
        NeedTold(
            description_chars=len(need.description), is_material_exact=_is_exact(codes, catalogue.current()),
            has_smallest_lot=need.smallest_lot_kg > 0, has_condition=need.lowest_grade is not None,
            has_statuses=bool(need.accepted_statuses), has_price=need.highest_eur_per_t is not None,
            has_last_day=need.wanted_until is not None,
        )
    )  # fmt: skip


def of_form(form: ListingForm, *, photos: int = 0) -> Completeness:
    """Of a form as far as it is filled in; photos that the lot has already are counted by whoever knows them."""
    said: dict[str, Any] = {field.name: field.data for field in form}
    common: dict[str, Any] = {
        "description_chars": len(said["description"] or ""),
        "is_material_exact": _is_exact(form.chosen_codes(), form.catalogue),
    }
    if not isinstance(form, OfferForm):
        return of_need(
            NeedTold(
                **common, has_smallest_lot=bool(said["smallest_lot"]), has_condition=bool(said["lowest_grade"]),
                has_statuses=bool(said["accepted_statuses"]), has_price=said["highest_price"] is not None,
                has_last_day=said["wanted_until"] is not None,
            )
        )  # fmt: skip
    return of_offer(
        OfferTold(
            **common, photos=photos + len(form.photo.pictures), mass_known=_mass_known(form),
            has_condition=bool(said["condition"]), details_asked=len(form.asked_details()),
            details_told=sum(field.data not in (None, "") for field in form.asked_details()),
            has_composition=bool(said["composition"]),
            has_packaging=bool(said["packaging"]),
            has_price=said["price_kind"] == "free" or bool(said["price"]),
            has_last_day=said["available_until"] is not None,
        )
    )  # fmt: skip


def _asked(code: str) -> tuple[Attribute, ...]:
    path = catalogue.current().path(code)
    return asked_of(path[0].code) if path else ()


def _mass_known(form: OfferForm) -> int:
    if not form.quantity.data or not form.chosen_codes() or form.unit.data not in form.catalogue.units:
        return 0
    try:
        basis = form.one_unit().basis
    except NoMass:
        return 0
    is_known = basis is not KnownBy.ESTIMATED and form.mass_basis.data in _KNOWN
    return _KNOWN[MassBasis(form.mass_basis.data)] if is_known else 1


def _is_exact(codes: list[str], known: Catalogue) -> bool:
    """Whether a material is named that holds no finer ones."""
    return bool(codes) and all(not known.children(code) for code in codes)
