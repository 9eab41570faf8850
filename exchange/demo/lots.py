"""Inventing what companies give and look for: titles, quantities, prices, windows, papers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from exchange.catalogue.core.snapshot import Catalogue
from exchange.catalogue.core.units import MassBasis as UnitBasis
from exchange.catalogue.core.units import UnitMass, unit_mass
from exchange.demo.dice import Dice
from exchange.demo.plan import Firm, Lot, Wish
from exchange.demo.reading import Kind, sheet, words
from exchange.kernel import clock
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.lawful.lots import lineage
from exchange.listings.lawful.reading import materials_of
from exchange.listings.legal import ByProductTest, LegalClaim
from exchange.listings.models import MassBasis, PaperKind, Readers, Rhythm
from exchange.listings.service import NeedDraft, OfferDraft, PaperDraft

NO_SITE_YET = UUID(int=0)
LATEST_H, EARLIEST_H = 1, 45 * 24  # posted within the last month and a half
_COUNTED = {"unit", "pallet"}


def plan_lot(dice: Dice, kind: Kind, firms: Sequence[Firm], firm: int, *, known: Catalogue, now: datetime) -> Lot:
    """One offer of a kind by a firm, published some time in the last weeks and open for a while yet."""
    at = now - timedelta(hours=dice.between(LATEST_H, EARLIEST_H))
    language, told = firms[firm].language, words()["lots"][firms[firm].language]
    mass, quantity = _measured(dice, kind, known)
    quantity_kg = mass.of(quantity)
    is_whole = dice.happens(0.15)
    price, is_negotiable = _price(dice, kind)
    draft = OfferDraft(
        title=dice.pick(kind.titles[language]), description=" ".join(dice.shuffled(told["notes"])[:2]),
        packaging=dice.pick(told["packaging"]), material_code=kind.code, quantity_kg=quantity_kg, unit=kind.unit,
        kg_per_unit=mass.kg, mass_basis=_basis(dice, mass.basis),
        minimum_kg=Decimal(0) if is_whole or dice.happens(0.6) else mass.of(_rounded(quantity / 5, kind)),
        is_whole_lot=is_whole, rhythm=_rhythm(dice, kind), condition=Grade(dice.between(*kind.grades)),
        legal=claim(kind), site_id=NO_SITE_YET, delivers_within_km=dice.pick((0, 0, 0, 10, 20, 30, 50)),
        available_from=clock.day_of(at) + timedelta(days=dice.between(0, 10)),
        available_until=clock.day_of(now) + timedelta(days=dice.between(15, 150)) if dice.happens(0.8) else None,
        price_eur_per_t=price, is_negotiable=is_negotiable, is_anonymous=dice.happens(0.06),
    )  # fmt: skip
    return Lot(kind, firm, at, draft)


def plan_wish(dice: Dice, kind: Kind, firms: Sequence[Firm], firm: int, *, known: Catalogue, now: datetime) -> Wish:
    """One need of a firm for what such lots are made of."""
    at = now - timedelta(hours=dice.between(LATEST_H, EARLIEST_H))
    language, told = firms[firm].language, words()["lots"][firms[firm].language]
    mass, quantity = _measured(dice, kind, known)
    quantity_kg = mass.of(_rounded(quantity * 2, kind))
    draft = NeedDraft(
        title=dice.pick(told["needs"]).format(label=_lowered(known.label(kind.code, language))),
        description=dice.pick(told["need_notes"]), material_codes=_accepted(dice, kind, known),
        quantity_kg=quantity_kg, unit=kind.unit, kg_per_unit=mass.kg,
        smallest_lot_kg=Decimal(0) if dice.happens(0.6) else mass.of(_rounded(quantity / 10, kind)),
        rhythm=_rhythm(dice, kind), lowest_grade=kind.grades[0] if dice.happens(0.4) else None,
        accepted_statuses=(kind.status,) if dice.happens(0.2) else (),
        site_id=NO_SITE_YET, collects_within_km=dice.pick((10, 15, 20, 30, 40, 60)),
        wanted_from=clock.day_of(at) + timedelta(days=dice.between(0, 7)),
        wanted_until=clock.day_of(now) + timedelta(days=dice.between(20, 180)) if dice.happens(0.7) else None,
        highest_eur_per_t=_limit(dice, kind), is_negotiable=dice.happens(0.4), is_anonymous=dice.happens(0.06),
    )  # fmt: skip
    return Wish(kind, firm, at, draft)


def safety_sheet(code: str) -> PaperDraft | None:
    """The sheet that a chemical needs: one for all, and it says that it is not real."""
    if not lineage(code) & materials_of("safety_sheet_missing"):
        return None
    return PaperDraft(PaperKind.SAFETY_SHEET, "Fiche de données de sécurité (démonstration)", Readers.MEMBERS, sheet())


def claim(kind: Kind) -> LegalClaim:
    """The complete answers that the kind's legal status asks of its holder."""
    tests = {test: words()["tests"][test] for test in ByProductTest} if kind.status is LegalStatus.BY_PRODUCT else {}
    return LegalClaim(kind.status, tests, kind.waste_code, kind.is_hazardous, kind.act)


def _measured(dice: Dice, kind: Kind, known: Catalogue) -> tuple[UnitMass, Decimal]:
    """What one unit weighs, and how many units."""
    mass = unit_mass(known.units[kind.unit].measure, known.materials[kind.code].substance, declared_kg=kind.unit_kg)
    return mass, _rounded(dice.amount(*kind.quantities), kind)


def _rounded(quantity: Decimal, kind: Kind) -> Decimal:
    """Whole pieces and pallets; tenths of anything else."""
    step = Decimal(1) if kind.unit in _COUNTED else Decimal("0.1")
    return max(step, quantity.quantize(step))


def _basis(dice: Dice, basis: UnitBasis) -> MassBasis:
    """A third of what is sold by mass was on a scale already."""
    if basis is UnitBasis.DECLARED and dice.happens(0.3):
        return MassBasis.WEIGHED
    return MassBasis(basis.value)


def _rhythm(dice: Dice, kind: Kind) -> Rhythm:
    return Rhythm.FLOW if dice.happens(kind.flow_share) else Rhythm.ONE_OFF


def _price(dice: Dice, kind: Kind) -> tuple[Decimal | None, bool]:
    """€/t and whether it is negotiable: within the kind's range, sometimes free, sometimes to be discussed."""
    if dice.happens(0.08):
        return None, True
    low, high = kind.prices_eur_per_t
    if low <= 0 <= high and dice.happens(0.4):
        return Decimal(0), False
    return Decimal(dice.between(low, high)), dice.happens(0.35)


def _limit(dice: Dice, kind: Kind) -> Decimal | None:
    """The most that a taker pays, €/t: mostly a little above what is usually asked."""
    if dice.happens(0.3):
        return None
    low, high = kind.prices_eur_per_t
    return Decimal(dice.between((low + high) // 2, high + abs(high) // 5))


def _accepted(dice: Dice, kind: Kind, known: Catalogue) -> tuple[str, ...]:
    """The material itself, sometimes everything beside it under the same node."""
    parent = known.materials[kind.code].parent_code
    is_narrow = parent is None or known.materials[parent].is_family or dice.happens(0.6)
    return (kind.code,) if is_narrow else (parent or kind.code,)


def _lowered(label: str) -> str:
    """A label inside a sentence; abbreviations keep their capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
