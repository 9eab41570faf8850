"""What columns, faults and states of bulk files are called by people."""

from flask_babel import lazy_gettext as _l

from exchange.listings.bulk.core.columns import Column
from exchange.listings.bulk.core.tables import TableFault
from exchange.listings.models import LotImportState


def column(value: Column) -> str:
    """What a column holds."""
    return {
        Column.TITLE: _l("Title"),
        Column.MATERIAL: _l("Material"),
        Column.QUANTITY: _l("Quantity"),
        Column.UNIT: _l("Unit"),
        Column.KG_PER_UNIT: _l("One of these weighs, kg"),
        Column.CONDITION: _l("Condition"),
        Column.LEGAL_STATUS: _l("Legal status"),
        Column.WASTE_CODE: _l("Waste code"),
        Column.IS_HAZARDOUS: _l("It is hazardous"),
        Column.PRICE: _l("Price, € per tonne"),
        Column.SITE: _l("Site"),
        Column.LOCATION: _l("Place on the site"),
        Column.PACKAGING: _l("Packaging and loading"),
        Column.COMPOSITION: _l("Composition and contaminants"),
        Column.DESCRIPTION: _l("Description"),
        Column.MINIMUM: _l("Smallest quantity per pick-up"),
        Column.DELIVERS_WITHIN_KM: _l("We deliver within, km"),
        Column.AVAILABLE_FROM: _l("Available from"),
        Column.AVAILABLE_UNTIL: _l("Until"),
        Column.RHYTHM: _l("How often"),
        Column.WEEKDAYS: _l("On which days"),
        Column.MONTHS: _l("In which months"),
    }[value]


def table_fault(value: TableFault) -> str:
    """Why a file cannot be read, and what to do."""
    return {
        TableFault.ENCODING: _l("The characters of the file cannot be read. Save it as CSV UTF-8 or as XLSX."),
        TableFault.NOT_A_TABLE: _l("This is no CSV or XLSX that can be read."),
        TableFault.OLD_OFFICE: _l("This is an old or a locked Excel file. Save it as XLSX without a password."),
        TableFault.HOSTILE: _l("This XLSX holds something that no spreadsheet needs, or is too large. Save it as CSV."),
        TableFault.EMPTY: _l("The file has no rows under its headings."),
        TableFault.TOO_LONG: _l("The file has more than 10,000 rows. Cut it into several."),
        TableFault.TOO_WIDE: _l("The file has more than 60 columns. Remove those that are not needed."),
        TableFault.TOO_MUCH: _l("The file takes too much time or memory to read. Save it as CSV or cut it."),
    }[value]


def state(value: LotImportState) -> str:
    """Where a file stands."""
    return {
        LotImportState.CHOOSING: _l("Choose the columns"),
        LotImportState.WAITING: _l("Waiting"),
        LotImportState.RUNNING: _l("Running"),
        LotImportState.CHECKED: _l("Checked"),
        LotImportState.DONE: _l("Done"),
        LotImportState.REFUSED: _l("Nothing imported"),
    }[value]


def state_tone(value: LotImportState) -> str | None:
    """How a badge colours a state, beside its words."""
    return {LotImportState.DONE: "good", LotImportState.REFUSED: "bad"}.get(value)
