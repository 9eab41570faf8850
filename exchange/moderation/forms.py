"""What a moderator types: reasons, and which version they looked at."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from exchange.moderation.labels import ground_label
from exchange.moderation.models import Ground
from exchange.moderation.service import Reasons
from exchange.web.forms import ExchangeForm, Needed, ParagraphField


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
