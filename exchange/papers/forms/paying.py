"""How a company is paid, and what only it knows of its invoice."""

import re

from flask_babel import lazy_gettext as _l
from stdnum import iban
from stdnum.eu import vat
from wtforms import SelectField
from wtforms.validators import ValidationError

from exchange.papers.core.invoice import Treatment
from exchange.papers.labels import treatment_label
from exchange.papers.sales import SaleDraft
from exchange.web.forms import DayField, ExchangeForm, LineField, Needed

_BLANKS = re.compile(r"[\s.\-]")


class PayingForm(ExchangeForm):
    """Tax number and account; both may be left out."""

    vat_number = LineField(_l("VAT number"), most=20, description=_l("As FR 83 404833048 or BE 0403.170.701."))
    iban = LineField(_l("IBAN"), most=42, description=_l("Shown to the other side of your deals, for paying you."))

    def validate_vat_number(self, field: LineField) -> None:
        """Raises ValidationError for a number that its country's checksum refuses."""
        field.data = _BLANKS.sub("", field.data or "").upper()
        if field.data and not vat.is_valid(field.data):
            raise ValidationError(_l("This is not a VAT number of the European Union."))

    def validate_iban(self, field: LineField) -> None:
        """Raises ValidationError for an account number with a wrong checksum."""
        field.data = _BLANKS.sub("", field.data or "").upper()
        if field.data and not iban.is_valid(field.data, check_country=False):
            raise ValidationError(_l("This is not an IBAN: compare it with your bank's."))


class SaleForm(ExchangeForm):
    """The seller's own number, days and tax."""

    number = LineField(_l("Number of your invoice"), [Needed()], most=35)
    issued_on = DayField(_l("Invoice date"), [Needed()])
    due_on = DayField(_l("To be paid by"), [Needed()])
    treatment = SelectField(_l("VAT"), choices=[(one.value, treatment_label(one)) for one in Treatment])
    syntax = SelectField(_l("Format"), choices=[("cii", "Factur-X (CII)"), ("ubl", "UBL 2.1")])

    def draft(self) -> SaleDraft:
        """What the service needs. Only after validate()."""
        if self.issued_on.data is None or self.due_on.data is None:
            raise RuntimeError("drafts are made of valid forms")
        treatment = Treatment(self.treatment.data)
        return SaleDraft(self.number.data or "", self.issued_on.data, self.due_on.data, treatment)
