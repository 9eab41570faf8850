"""The empty table to fill in: headings in the reader's language, and one lot as an example."""

from io import BytesIO

import openpyxl
from openpyxl.styles import Font

from exchange.listings.bulk.core.columns import Column
from exchange.listings.bulk.core.mapping import template_header

Example = list[str | int | float]
_EXAMPLES: dict[str, dict[Column, str | int | float]] = {
    "en": {Column.TITLE: "Oak pallets", Column.MATERIAL: "Wooden pallets", Column.UNIT: "pieces",
           Column.CONDITION: "Used, good", Column.LEGAL_STATUS: "Item for re-use", Column.IS_HAZARDOUS: "no"},
    "fr": {Column.TITLE: "Palettes en chêne", Column.MATERIAL: "Palettes bois", Column.UNIT: "pièces",
           Column.CONDITION: "Bon état", Column.LEGAL_STATUS: "Réemploi", Column.IS_HAZARDOUS: "non"},
    "nl": {Column.TITLE: "Eiken pallets", Column.MATERIAL: "Houten pallets", Column.UNIT: "stuks",
           Column.CONDITION: "Goede staat", Column.LEGAL_STATUS: "Hergebruik", Column.IS_HAZARDOUS: "nee"},
}  # fmt: skip
_ANYWHERE: dict[Column, str | int | float] = {Column.QUANTITY: 120, Column.KG_PER_UNIT: 22.5, Column.PRICE: 0}


def template_rows(language: str, material: str) -> list[Example]:
    """The headings and an example that can be imported as it stands; ``material`` as the catalogue calls it."""
    told = {**_EXAMPLES.get(language, _EXAMPLES["en"]), **_ANYWHERE, Column.MATERIAL: material}
    return [list(template_header(language)), [told.get(column, "") for column in Column]]


def as_xlsx(rows: list[Example]) -> bytes:
    """A workbook of one sheet with bold headings that stay in sight."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = max(12, len(str(cell.value)) + 2)
    sheet.freeze_panes = "A2"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
