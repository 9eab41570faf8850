"""What a moderator types: reasons, and which version they looked at."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectMultipleField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from exchange.moderation.labels import ground_label
from exchange.moderation.models import Ground
from exchange.moderation.service import Reasons
from exchange.web.forms import ExchangeForm, Needed, ParagraphField

REFUSE = "refuse"


class SomeTicked:
    """At least one case of the list must be ticked."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation where none is, or where what came is none of ours."""
        if not field.data:
            field.errors = []
            raise StopValidation(_l("Tick at least one."))


class RefusalForm(ExchangeForm):
    """Ground and explanation, both required: a refusal without reasons cannot be sent."""

    ground = RadioField(_l("On which ground"), [Needed()], choices=[(g.value, ground_label(g)) for g in Ground])
    explanation = ParagraphField(
        _l("What is wrong, and how to put it right"),
        [Needed()],
        description=_l("The holder reads this word for word."),
    )

    def reasons(self) -> Reasons:
        """The checked reasons."""
        return Reasons(Ground(self.ground.data), self.explanation.data or "")


class ReasonForm(ExchangeForm):
    """Why a company or a permit could not be confirmed."""

    reason = ParagraphField(_l("What could not be confirmed, and what would help"), [Needed()], most=1000)


class TickedForm(ExchangeForm):
    """Which cases of a list are meant."""

    case = SelectMultipleField(_l("Those ticked"), [SomeTicked()], coerce=UUID, validate_choice=False)


class ChecksForm(TickedForm):
    """Companies or permits that were ticked, and what is decided about them."""

    verb = HiddenField(filters=[lambda value: value if value == REFUSE else ""])
    reason = ParagraphField(_l("What could not be confirmed, and what would help"), most=1000)

    @property
    def refuses(self) -> bool:
        """Whether they are refused; otherwise they are verified."""
        return bool(self.verb.data)

    def validate_reason(self, field: ParagraphField) -> None:
        """Raises ValidationError for a refusal without words."""
        if self.refuses and not (field.data or "").strip():
            raise ValidationError(_l("Say why: the company will read it."))
