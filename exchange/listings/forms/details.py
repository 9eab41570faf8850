"""The details that the family of the chosen material asks; answers to others are left aside."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from exchange.kernel.numbers import read_bounded
from exchange.listings import labels
from exchange.listings.core.attributes import Attribute, Resin, Share, asked_of, read_shares
from exchange.listings.forms.asking import ListingForm
from exchange.listings.forms.choices import choices
from exchange.web.forms import LineField, NumberField, plain
from exchange.web.languages import current_language

PREFIX = "detail_"


def _name(attribute: Attribute) -> Any:
    return labels.attribute(attribute)


def _millimetres(attribute: Attribute) -> NumberField:
    return NumberField(_name(attribute), least="0.01", most="1000000", places=2)


class DetailQuestions(ListingForm):
    """All details that any family asks; ``asked_details`` are those of this one."""

    detail_shares = LineField(
        _name(Attribute.SHARES), description=_l("In percent, as in “cotton 95 ± 2; elastane 5”."),
    )  # fmt: skip
    detail_resin = SelectField(
        _name(Attribute.RESIN), default="",
        choices=choices([("", _l("Not known")), *((one.value, labels.resin(one)) for one in Resin)]),
    )  # fmt: skip
    detail_colour = LineField(_name(Attribute.COLOUR))
    detail_moisture_pct = NumberField(_name(Attribute.MOISTURE), least="0", most="100", places=1)
    detail_length_mm = _millimetres(Attribute.LENGTH)
    detail_width_mm = _millimetres(Attribute.WIDTH)
    detail_thickness_mm = _millimetres(Attribute.THICKNESS)
    detail_standard = LineField(_name(Attribute.STANDARD), description=_l("As in “EN 643, 1.04.00”."))
    detail_contaminants = LineField(_name(Attribute.CONTAMINANTS), description=_l("“None known” is an answer."))

    def asked_details(self) -> list[Field]:
        """The questions of the chosen material's family."""
        path = self.catalogue.path(next(iter(self.chosen_codes()), ""))
        return [self[PREFIX + attribute] for attribute in asked_of(path[0].code)] if path else []

    def details(self) -> dict[str, Any]:
        """Answers by attribute, JSON-ready: numbers as text, shares as a list. After validation."""
        told = {field.name.removeprefix(PREFIX): field.data for field in self.asked_details()}
        return {name: _plain(name, data) for name, data in told.items() if data not in (None, "")}

    def validate_detail_shares(self, field: LineField) -> None:
        """Parts with their percent, together at most the whole."""
        if field.data and field in self.asked_details():
            try:
                read_shares(field.data, _percent)
            except ValueError:
                raise ValidationError(_("Parts in percent, 100 at most, as in “cotton 95 ± 2; elastane 5”.")) from None


def detail_answers(details: Mapping[str, Any]) -> dict[str, Any]:
    """What the holder would have typed to tell these details."""
    return {PREFIX + name: _typed(name, told) for name, told in details.items()}


def spoken_share(share: Mapping[str, Any]) -> str:
    """«cotton 95 ± 2», with numbers of the page's language."""
    words = f"{share['of']} {plain(Decimal(share['percent']))}"
    return f"{words} ± {plain(Decimal(share['tolerance']))}" if share.get("tolerance") else words


def _plain(name: str, data: Any) -> Any:
    if name == Attribute.SHARES:
        return [_share(one) for one in read_shares(data, _percent)]
    return str(data)


def _share(share: Share) -> dict[str, str]:
    told = {"of": share.of, "percent": str(share.percent)}
    return {**told, "tolerance": str(share.tolerance)} if share.tolerance is not None else told


def _typed(name: str, told: Any) -> Any:
    if name == Attribute.SHARES:
        return "; ".join(spoken_share(share) for share in told)
    return Decimal(told) if name.endswith(("_mm", "_pct")) else told


def _percent(text: str) -> Decimal:
    return read_bounded(text, current_language(), least=Decimal(0), most=Decimal(100), places=2)
