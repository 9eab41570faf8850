"""A file of lots, and how it is to be read."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField

from exchange.accounts.models import Site
from exchange.kernel.trade import LegalStatus
from exchange.listings import labels as listing_labels
from exchange.listings.bulk import labels
from exchange.listings.bulk.choices import Choices
from exchange.listings.bulk.core.columns import NEEDED, Column
from exchange.listings.bulk.core.tables import BadTable, Table
from exchange.listings.bulk.parsing import read_apart
from exchange.listings.flows.forms.files import ALL_OR_NOTHING, GOOD_ROWS, Chosen, CsvField
from exchange.listings.forms.choices import choices, grades
from exchange.web.forms import ExchangeForm

ACCEPTED = ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ASKED_ONCE = (LegalStatus.PRODUCT, LegalStatus.REUSE_ITEM, LegalStatus.WASTE)
"""The others need answers of their own for each lot."""


class TableField(CsvField):
    """A CSV or XLSX of at most 5 MB; ``table`` holds what stands in it."""

    table: Table | None = None

    def process_formdata(self, valuelist: list[object]) -> None:
        """Raises ValueError with a message for what is no table that we read."""
        super().process_formdata(valuelist)
        try:
            self.table = read_apart(self.content)
        except BadTable as bad:
            raise ValueError(str(labels.table_fault(bad.fault))) from None


class FileForm(ExchangeForm):
    """Which file."""

    file = TableField(_l("CSV or XLSX file"), [Chosen()], description=_l("At most 5 MB and 10,000 rows."))


def _name(column: Column) -> str:
    return f"column_{column.value}"


_Columns: Any = type(
    "_Columns",
    (ExchangeForm,),
    {_name(one): SelectField(labels.column(one), default="", validate_choice=True) for one in Column},
)
"""One question for each column; their answers are the headings of the file."""


class ChoicesForm(_Columns):  # type: ignore[misc] # made above, one field per column
    """Which column holds what, how numbers are written, and what to take where the file says nothing."""

    numbers = SelectField(_l("Numbers are written as"), choices=choices([("fr", "1 234,5"), ("en", "1,234.5")]))
    site_id = SelectField(_l("Site, where the file names none"))
    legal_status = SelectField(
        _l("Legal status, where the file says nothing"), default="", description=_l("You decide, and answer for it."),
        choices=choices([("", _l("Choose one")), *((s.value, listing_labels.legal_status(s)) for s in _ASKED_ONCE)]),
    )  # fmt: skip
    condition = SelectField(
        _l("Condition, where the file says nothing"), choices=choices([("", _l("Choose one")), *grades()]), default=""
    )
    as_drafts = BooleanField(_l("As drafts: nothing is published before I have looked at each (for a PEMD inventory)"))
    broken = RadioField(
        _l("If a row is broken"), default=ALL_OR_NOTHING,
        choices=choices([(ALL_OR_NOTHING, _l("Import nothing: all rows or none")),
                         (GOOD_ROWS, _l("Import the good rows, report the others"))]),
    )  # fmt: skip

    def __init__(self, *given: Any, header: Sequence[str], sites: Sequence[Site], **data: Any) -> None:
        super().__init__(*given, **data)
        self.width = len(header)
        self.site_id.choices = choices((str(site.id), site.label) for site in sites)
        headings = [
            (str(n), name or _("Column %(number)s", number=n + 1)) for n, name in enumerate(header)
        ]  # fmt: skip
        for one in Column:
            self[_name(one)].choices = choices([("", _("not in the file")), *headings])

    def columns(self) -> list[Field]:
        """The questions about columns that the file answers or has to, most needed first."""
        return [self[_name(one)] for one in Column if self._is_needed(one)]

    def other_columns(self) -> list[Field]:
        """The questions that no heading answers: most files tell less than could be told."""
        return [self[_name(one)] for one in Column if not self._is_needed(one)]

    def leaves_columns_unread(self) -> bool:
        """Whether a column of the file is given no meaning yet: one of the other questions may be about it."""
        return not {str(number) for number in range(self.width)} <= {self[_name(one)].data for one in Column}

    def _is_needed(self, one: Column) -> bool:
        field = self[_name(one)]
        return one in NEEDED or bool(field.data or field.errors)

    def validate(self, extra_validators: Any = None) -> bool:
        """All fields; without material, quantity and unit there is no lot."""
        super().validate(extra_validators)
        for one in NEEDED:
            if not self[_name(one)].data:
                self[_name(one)].errors = [*self[_name(one)].errors, _("Choose the column.")]
        return not self.errors

    def chosen(self) -> Choices:
        """What was chosen. After validation."""
        columns = {one: int(self[_name(one)].data) for one in Column if self[_name(one)].data}
        return Choices(columns, self.numbers.data, self.site_id.data, self.legal_status.data, self.condition.data)

    @property
    def keeps_good_rows(self) -> bool:
        """Whether broken rows are left out instead of keeping all out."""
        return bool(self.broken.data == GOOD_ROWS)
