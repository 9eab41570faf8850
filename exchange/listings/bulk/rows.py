"""From a row of a file to a posted lot's draft: cells become answers of the posting form, which then decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from exchange.accounts.models import Site
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.numbers import BadNumber, read_number
from exchange.kernel.words import folded
from exchange.listings.bulk.choices import Choices
from exchange.listings.bulk.core import arising, words
from exchange.listings.bulk.core.columns import Column
from exchange.listings.bulk.core.tables import Cell
from exchange.listings.forms.offers import ANY, MINIMUM, OfferForm
from exchange.listings.forms.prices import PriceKind
from exchange.listings.service.drafts import OfferDraft
from exchange.web.forms import plain
from exchange.web.languages import current_language

_SURE, _LIKELY = 0.9, 0.5
"""How close words must come to a material: to be posted, and to be put before somebody as a draft."""
_FIELDS = {
    "material_words": Column.MATERIAL, "material_code": Column.MATERIAL, "price_kind": Column.PRICE,
    "site_id": Column.SITE, "parting": Column.MINIMUM,
}  # fmt: skip
_SAME = ("title", "packaging", "composition")
_NUMBERS = (Column.QUANTITY, Column.KG_PER_UNIT, Column.MINIMUM, Column.DELIVERS_WITHIN_KM)
_FREE = frozenset(["free", "gratuit", "gratis", "don"])


class BadCell(ValueError):
    """A cell that no answer can be made of; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Around:
    """What every row of a file shares."""

    catalogue: Catalogue
    sites: Sequence[Site]
    today: date
    choices: Choices
    as_drafts: bool


@dataclass(slots=True)
class Checked:
    """What came of a row: a draft, or why not, by the column to mend; None is the row as a whole."""

    draft: OfferDraft | None = None
    faults: list[tuple[Column | None, str]] = field(default_factory=list)


def check_row(row: Sequence[Cell], around: Around) -> Checked:
    """The draft of a row, exactly as if its cells had been typed into the form; or everything that is wrong with it."""
    cells = {column: row[number] for column, number in around.choices.columns.items() if number < len(row)}
    answers, faults = _answers(cells, around)
    if faults:
        return Checked(faults=faults)
    form = OfferForm(MultiDict(answers), catalogue=around.catalogue, sites=around.sites, today=around.today)
    form.has_sheet = around.as_drafts  # a draft is asked for its sheet before anybody sees it
    if not form.validate():
        return Checked(faults=[(_column_of(field_.name), str(field_.errors[0])) for field_ in form if field_.errors])
    return Checked(form.draft())


def _answers(cells: Mapping[Column, Cell], around: Around) -> tuple[dict[str, Any], list[tuple[Column | None, str]]]:
    answers: dict[str, Any] = {name: str(cells.get(Column(name), "")) for name in _SAME}
    answers |= {"mass_basis": "estimated" if around.as_drafts else "declared"}
    faults: list[tuple[Column | None, str]] = []
    for column, read in _READERS.items():
        try:
            answers |= read(cells.get(column, ""), cells, around)
        except BadCell as bad:
            faults.append((column, str(bad)))
    if not faults and not answers["title"]:
        answers["title"] = answers["material_words"]
    return answers, faults


def _material(cell: Cell, _cells: Mapping[Column, Cell], around: Around) -> dict[str, str]:
    text, known = str(cell), around.catalogue
    entry = known.material(text)
    if entry is None or entry.is_retired:
        found = known.suggest(text, language=current_language(), most=3) if text else []
        if not found or found[0].score < (_LIKELY if around.as_drafts else _SURE):
            names = ", ".join(known.label(one.code, current_language()) for one in found)
            raise BadCell(_unclear(text, names))
        entry = known.materials[found[0].code]
    return {"material_code": entry.code, "material_words": known.label(entry.code, current_language())}


def _unclear(text: str, names: str) -> str:
    if not text:
        return _("Say which material it is.")
    if names:
        return _("“%(words)s” is not clear. Write one of: %(names)s.", words=text[:60], names=names)
    return _("The catalogue has no material “%(code)s”.", code=text[:60])


def _unit(cell: Cell, _cells: Mapping[Column, Cell], around: Around) -> dict[str, str]:
    unit = around.catalogue.unit_named(str(cell)) if cell else None
    if unit is None:
        raise BadCell(_("“%(words)s” is no unit that we know. Try kg, t, m³, m², m or pieces.", words=str(cell)[:60]))
    return {"unit": unit.code}


def _condition(cell: Cell, _cells: Mapping[Column, Cell], around: Around) -> dict[str, str]:
    found = words.grade(_text(cell)) if cell != "" else around.choices.condition
    if found is None:
        raise BadCell(_("“%(words)s” is no condition that we know. Write 1 (scrap) to 5 (new).", words=str(cell)[:60]))
    return {"condition": found}


def _legal(cell: Cell, _cells: Mapping[Column, Cell], around: Around) -> dict[str, str]:
    found = words.legal_status(str(cell)) if cell else around.choices.legal_status
    if found is None:
        raise BadCell(_("“%(words)s” is no legal status that we know.", words=str(cell)[:60]))
    return {"legal_status": found}


def _hazardous(cell: Cell, cells: Mapping[Column, Cell], _around: Around) -> dict[str, str]:
    code, told = str(cells.get(Column.WASTE_CODE, "")), words.yes_or_no(_text(cell))
    if told is None:
        raise BadCell(_("Write yes or no."))
    return {"waste_code": code, **({"is_hazardous": "y"} if told or code.endswith("*") else {})}


def _price(cell: Cell, _cells: Mapping[Column, Cell], around: Around) -> dict[str, str]:
    if cell == "":
        return {"price_kind": PriceKind.NEGOTIABLE.value}
    if folded(str(cell)) in _FREE:
        return {"price_kind": PriceKind.FREE.value}
    amount = _number(cell, around)
    kind = PriceKind.FREE if not amount else PriceKind.FIXED if amount > 0 else PriceKind.HOLDER_PAYS
    return {"price_kind": kind.value, **({"price": plain(abs(amount)), "price_basis": "per_tonne"} if amount else {})}


def _site(cell: Cell, _cells: Mapping[Column, Cell], around: Around) -> dict[str, str]:
    if cell == "":
        return {"site_id": around.choices.site_id}
    wanted = folded(str(cell))
    found = [site for site in around.sites if wanted in {folded(site.name), folded(site.label)}]
    if len(found) != 1:
        raise BadCell(_("None of your sites is called “%(name)s”.", name=str(cell)[:60]))
    return {"site_id": str(found[0].id)}


def _description(cell: Cell, cells: Mapping[Column, Cell], _around: Around) -> dict[str, str]:
    where = _text(cells.get(Column.LOCATION, ""))
    lines = [_text(cell), _("Where: %(place)s", place=where) if where else ""]
    return {"description": "\n".join(line for line in lines if line)}


def _numbers(_cell: Cell, cells: Mapping[Column, Cell], around: Around) -> dict[str, str]:
    given = {column: cells.get(column, "") for column in _NUMBERS}
    told = {column.value: plain(_number(cell, around)) for column, cell in given.items() if cell != ""}
    return {"delivers_within_km": "0", **told, "parting": MINIMUM if Column.MINIMUM in told else ANY}


def _days(_cell: Cell, cells: Mapping[Column, Cell], around: Around) -> dict[str, str]:
    days = {"available_from": around.today.isoformat()}
    for column in (Column.AVAILABLE_FROM, Column.AVAILABLE_UNTIL):
        if cell := cells.get(column, ""):
            found = words.day(str(cell))
            if found is None:
                raise BadCell(_("“%(words)s” is no day. Write it as 2026-11-30 or 30/11/2026.", words=str(cell)[:40]))
            days[column.value] = found
    return days


def _rhythm(cell: Cell, cells: Mapping[Column, Cell], _around: Around) -> dict[str, Any]:
    """How often, and when a flow arises; days or months make a flow of it where the file does not say how often."""
    given = {name: _text(cells.get(name, "")) for name in (Column.WEEKDAYS, Column.MONTHS)}
    found = arising.rhythm(_text(cell)) if cell != "" or not any(given.values()) else "flow"
    if found is None:
        raise BadCell(_("“%(words)s” is not how often. Write once, every week or every month.", words=_text(cell)[:40]))
    return {"rhythm": found}


def _weekdays(cell: Cell, _cells: Mapping[Column, Cell], _around: Around) -> dict[str, Any]:
    found = arising.weekdays(_text(cell))
    if found is None:
        raise BadCell(_("“%(words)s” are no weekdays. Write them as Tuesday, Friday.", words=_text(cell)[:40]))
    return {"weekdays": found}


def _months(cell: Cell, _cells: Mapping[Column, Cell], _around: Around) -> dict[str, Any]:
    found = arising.months(_text(cell))
    if found is None:
        raise BadCell(_("“%(words)s” are no months. Write them as October to December.", words=_text(cell)[:40]))
    return {"months": found}


def _number(cell: Cell, around: Around) -> Decimal:
    if isinstance(cell, Decimal):
        return cell
    try:
        return read_number(cell, around.choices.numbers)
    except BadNumber:
        raise BadCell(_("“%(words)s” is no number.", words=cell[:40])) from None


def _text(cell: Cell) -> str:
    return plain(cell) if isinstance(cell, Decimal) else cell


_READERS = {
    Column.MATERIAL: _material, Column.UNIT: _unit, Column.QUANTITY: _numbers, Column.CONDITION: _condition,
    Column.LEGAL_STATUS: _legal, Column.IS_HAZARDOUS: _hazardous, Column.PRICE: _price, Column.SITE: _site,
    Column.DESCRIPTION: _description, Column.AVAILABLE_FROM: _days, Column.RHYTHM: _rhythm,
    Column.WEEKDAYS: _weekdays, Column.MONTHS: _months,
}  # fmt: skip


def _column_of(name: str) -> Column | None:
    if name in _FIELDS:
        return _FIELDS[name]
    if name in {column.value for column in Column}:
        return Column(name)
    return Column.LEGAL_STATUS if name in {"are_tests_met", "end_of_waste_act"} else None
