"""What an administrator types: six whole points that make a thousand, and why."""

from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from exchange.matching import labels
from exchange.matching.core.weights import FULL_SCORE, TermName, Weights
from exchange.matching.models.weights import LONGEST_REASON
from exchange.matching.queries.weights import Setting
from exchange.web.forms import ExchangeForm, Needed, NumberField, ParagraphField


def _points(name: TermName) -> Any:
    return NumberField(
        labels.term(name), [Needed()], least="0", most=str(FULL_SCORE), places=0, render_kw={"inputmode": "numeric"}
    )


class WeightsForm(ExchangeForm):
    """The weights of the score. Refuses what does not add up, beside the last of the six."""

    version = HiddenField()
    material = _points(TermName.MATERIAL)
    distance = _points(TermName.DISTANCE)
    quantity = _points(TermName.QUANTITY)
    time = _points(TermName.TIME)
    price = _points(TermName.PRICE)
    net_co2e = _points(TermName.NET_CO2E)
    reason = ParagraphField(
        _l("Why?"), [Needed()], most=LONGEST_REASON, description=_l("Every administrator reads this in the history.")
    )

    def validate_net_co2e(self, field: NumberField) -> None:
        """All six are there by now: they make a thousand, and something that is always known weighs."""
        points = self._typed()
        if len(points) < len(TermName):
            return
        total = sum(points.values())
        if total != FULL_SCORE:
            raise ValidationError(_off_by(total))
        if points[TermName.PRICE] + points[TermName.NET_CO2E] == FULL_SCORE:
            raise ValidationError(
                _("Price and CO₂e are not always known. Material, distance, quantity or time must weigh something.")
            )

    def weights(self) -> Weights:
        """What was checked. After validation."""
        return Weights(**{name.value: points for name, points in self._typed().items()})

    def points(self) -> list[Field]:
        """The six fields in the order of the score."""
        return [self[name] for name in TermName]

    def _typed(self) -> dict[TermName, int]:
        return {name: int(self[name].data) for name in TermName if self[name].data is not None}


def filled_from(setting: Setting) -> dict[str, Any]:
    """The answers that would give these weights."""
    return {"version": str(setting.version), **asdict(setting.weights)}


def differences(form: WeightsForm, setting: Setting) -> list[tuple[str, int, str]]:
    """Terms that somebody else weighs otherwise: label, what is stored, what was typed."""
    stored = [(field, setting.weights.of(TermName(field.name))) for field in form.points()]
    return [(str(field.label.text), points, str(field.data)) for field, points in stored if field.data != points]


def _off_by(total: int) -> str:
    if total < FULL_SCORE:
        return _("Together these are %(total)d of 1000: %(missing)d are missing.", total=total,
                 missing=FULL_SCORE - total)  # fmt: skip
    return _("Together these are %(total)d of 1000: %(over)d too many.", total=total, over=total - FULL_SCORE)
