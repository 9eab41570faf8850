"""What is typed on a phone at the taker's gate: weight, refusal and picture at once."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError

from exchange.deals.forms.arrival import GROUNDS, MOST_UNITS, WeightForm
from exchange.deals.models import RefusalGround, WeightKind
from exchange.deals.service import RefusalDraft, WeightDraft
from exchange.listings.forms.photos import PhotoField
from exchange.web.forms import NumberField, ParagraphField


class GateForm(WeightForm):
    """What is taken in, what is refused and why, and the ticket."""

    weight = NumberField(
        _l("Accepted"), least="0.001", most=MOST_UNITS, places=3, description=_l("Empty when you take nothing of it.")
    )  # fmt: skip
    refused = NumberField(
        _l("Refused"), least="0.001", most=MOST_UNITS, places=3, description=_l("Empty when you take all of it.")
    )  # fmt: skip
    ground = SelectField(_l("Why"), choices=GROUNDS, validate_choice=False)
    words = ParagraphField(_l("What is wrong with it"), most=1000, description=_l("The other side reads this."))
    photo = PhotoField(
        _l("Picture of the ticket"), description=_l("JPEG, PNG or WebP, up to 10 MB. Place and device are removed.")
    )  # fmt: skip

    def validate_weight(self, field: NumberField) -> None:
        """Raises ValidationError where neither was given."""
        if field.data is None and not field.errors and self.refused.data is None:
            raise ValidationError(_l("Please fill this in."))

    def validate_refused(self, field: NumberField) -> None:
        """Raises ValidationError for reasons without a quantity."""
        if field.data is None and not field.errors and (self.ground.data or (self.words.data or "").strip()):
            raise ValidationError(_l("Please fill this in."))

    def validate_words(self, field: ParagraphField) -> None:
        """Raises ValidationError for a refusal without words."""
        if self.refused.data is not None and not (field.data or "").strip():
            raise ValidationError(_l("Please fill this in."))

    def validate_ground(self, field: SelectField) -> None:
        """Raises ValidationError for a refusal without a ground; who may not refuse is not asked for one."""
        if self.refused.data is not None and field.data not in set(RefusalGround):
            raise ValidationError(_l("Please fill this in."))

    def told(self) -> WeightDraft | RefusalDraft:
        """The draft of a form that validated: a refusal where something is refused, otherwise a weight."""
        if self.refused.data is None:
            return self.draft()
        return RefusalDraft(
            self.refused.data or Decimal(0), self.weight.data, self.unit.data == "kg", WeightKind(self.kind.data),
            RefusalGround(self.ground.data), self.words.data or "", self.found(),
        )  # fmt: skip
