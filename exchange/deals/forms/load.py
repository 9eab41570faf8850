"""What is typed when a load leaves: its code, its vehicle."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from exchange.web.forms import ExchangeForm, LineField

_PLATE = re.compile(r"([A-Z0-9][A-Z0-9 -]{1,14})?")


class PlateForm(ExchangeForm):
    """The plate of a vehicle."""

    plate = LineField(_l("Number plate"), most=15)

    def validate_plate(self, field: LineField) -> None:
        """Raises ValidationError for what is on no vehicle."""
        if not _PLATE.fullmatch(self.number_plate()):
            raise ValidationError(_l("Letters and digits, as in AB-123-CD."))

    def number_plate(self) -> str:
        """As it is written on vehicles; empty where nobody told it."""
        return " ".join((self.plate.data or "").upper().split())


class HandoverForm(PlateForm):
    """The code that the giver shows at the gate; the giver leaves it out."""

    code = LineField(
        _l("Code of the load"),
        most=12,
        id="load-code",
        description=_l("Six characters, shown by the giver at the gate."),
    )
