"""The dossier and its carriers, from text to checked answers."""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import Optional, ValidationError

from exchange.kernel.trade import Country
from exchange.papers import labels, tables
from exchange.papers.core.answers import Consistency, Mode, Packaging, StatusAbroad
from exchange.papers.service import CarrierDraft
from exchange.web.forms import DayField, ExchangeForm, LineField, Needed, NumberField

_NOTIFICATION = re.compile(r"[A-Z]{2}\d{10}", re.ASCII)
_ENTRY = re.compile(r"[A-Z]{1,3}\d{2,4}", re.ASCII)
_UNCHOSEN = ("", _l("Not chosen yet"))


class DossierForm(ExchangeForm):
    """What a border or a hazard asks. Fields that a case does not ask are taken out."""

    status_abroad = SelectField(_l("What it is on the other side of the border"))
    status_reference = LineField(_l("Recognised by"), description=_l("Number and day of the declaration or letter."))
    operation_code = SelectField(_l("Operation at the receiving site"))
    basel_entry = LineField(_l("Green-list entry"), most=8, description=_l("Basel or OECD, as B3020 for paper."))
    notification_number = LineField(
        _l("Notification number"), most=20, description=_l("Two letters and ten digits, as FR2026012345.")
    )
    movement_number = LineField(_l("Movement number"), most=75, description=_l("Under that notification."))
    contract_on = DayField(_l("Contract signed on"))
    pick_up_on = DayField(_l("Shipment starts on"), description=_l("Two working days after today at the earliest."))
    diwass_number = LineField(_l("DIWASS number"), most=40, description=_l("Once the shipment is entered there."))
    acceptance_certificate = LineField(_l("Acceptance certificate no."), most=60)
    slip_number = LineField(_l("Tracking slip no."), most=60, description=_l("As Trackdéchets gives it: BSD-…"))
    un_number = LineField(_l("UN number"), most=40, description=_l("As UN 3175, or: none applies."))
    consistency = SelectField(_l("Consistency"))
    packaging = SelectField(_l("Packaging"))
    packages = NumberField(_l("Number of packages"), [Optional()], least="1", most="100000", places=0)
    intended_use = LineField(_l("What the taker uses it for"), description=_l("Trade and use, as in: cleaning moulds."))
    volume_m3 = NumberField(_l("Volume, m³"), [Optional()], least="0.001", most="1000", places=3)

    def only(self, fields: Collection[str]) -> "DossierForm":
        """The same form with nothing but what a case asks."""
        self.status_abroad.choices = _choices(StatusAbroad, labels.status_abroad_label)
        self.consistency.choices = _choices(Consistency, labels.consistency_label)
        self.packaging.choices = _choices(Packaging, labels.packaging_label)
        kept = [(one.code, f"{one.code} · {labels.operation_label(one)[:90]}") for one in tables.operations().values()]
        self.operation_code.choices = [_UNCHOSEN, *kept]
        for name in list(self._fields):
            if name not in fields:
                del self._fields[name]
        return self

    def validate_basel_entry(self, field: LineField) -> None:
        """Raises ValidationError for what is no code."""
        field.data = (field.data or "").replace(" ", "").upper()
        if field.data and not _ENTRY.fullmatch(field.data):
            raise ValidationError(_l("A letter and four digits, as B3020."))

    def validate_notification_number(self, field: LineField) -> None:
        """Raises ValidationError for what is no notification number."""
        field.data = re.sub(r"[\s/.-]", "", field.data or "").upper()
        if field.data and not _NOTIFICATION.fullmatch(field.data):
            raise ValidationError(_l("Two letters and ten digits, as FR2026012345."))

    def answers(self) -> dict[str, str | int | Decimal | date | None]:
        """What was answered, by the dossier's columns. Only after validate()."""
        said: dict[str, Any] = {name: field.data for name, field in self._fields.items()}
        kinds = {"status_abroad": StatusAbroad, "consistency": Consistency, "packaging": Packaging}
        for name, kind in kinds.items():
            if name in said:
                said[name] = kind(said[name]) if said[name] else None
        if said.get("packages") is not None:
            said["packages"] = int(said["packages"])
        return {name: value or "" if name in _TEXTS else value for name, value in said.items()}


_TEXTS = {
    "status_reference", "operation_code", "basel_entry", "notification_number", "movement_number", "diwass_number",
    "acceptance_certificate", "slip_number", "un_number", "intended_use",
}  # fmt: skip


def _choices(kind: Any, label: Any) -> list[tuple[str, Any]]:
    return [_UNCHOSEN, *((one.value, label(one)) for one in kind)]


class CarrierForm(ExchangeForm):
    """Who drives, with the receipt that lets them."""

    name = LineField(_l("Carrier"), [Needed()], most=150)
    registration = LineField(_l("SIRET, enterprise or VAT number"), [Needed()], most=27)
    address = LineField(_l("Street and number"), [Needed()], most=150)
    postal_code = LineField(_l("Postal code"), [Needed()], most=12)
    town = LineField(_l("Town"), [Needed()], most=45)
    country = SelectField(_l("Country"))
    mode = SelectField(_l("Mode"))
    plate = LineField(_l("Number plate"), most=20)
    is_exempt = BooleanField(_l("Exempt from a receipt (own waste, inert waste from works)"))
    receipt_number = LineField(_l("Receipt no."), most=50)
    receipt_until = DayField(_l("Valid until"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.country.choices = [(one.value, labels.country_label(one.value)) for one in Country]
        self.mode.choices = [(one.value, labels.mode_label(one)) for one in Mode]

    def validate_is_exempt(self, field: BooleanField) -> None:
        """Raises ValidationError for a carrier with neither receipt nor exemption."""
        if not field.data and not (self.receipt_number.data and self.receipt_until.data):
            raise ValidationError(_l("Give the receipt with its last day, or tick the exemption."))

    def draft(self) -> CarrierDraft:
        """What the service needs. Only after validate()."""
        data = self.data
        texts = {name: data[name] or "" for name in ("plate", "receipt_number")}
        return CarrierDraft(**{**data, **texts, "country": Country(data["country"]), "mode": Mode(data["mode"])})
