"""What people say about a match: why it is not for them; and which near miss they press."""

from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import BadRequest
from wtforms import Field, RadioField
from wtforms.validators import ValidationError

from exchange.matching import labels
from exchange.matching.core.compatibility import SOFT, Rule
from exchange.matching.core.facts import Side
from exchange.matching.models import MOST_WORDS, Reason
from exchange.matching.service import Press
from exchange.web.forms import ExchangeForm, LineField, Needed

_LONGEST_CHANGE = 300


def choices() -> list[tuple[str, str]]:
    """The reasons, the most usual first."""
    return [(reason.value, labels.reason(reason)) for reason in Reason]


class DismissalForm(ExchangeForm):
    """A reason, and words where none of the given ones says it."""

    reason = RadioField(_l("Why is it not for you?"), [Needed()], choices=choices())
    words = LineField(
        _l("In your words"), most=MOST_WORDS, description=_l("Only the people who run the exchange read it.")
    )

    def validate_words(self, field: Field) -> None:
        """Another reason without words says nothing."""
        if self.reason.data == Reason.OTHER and not (field.data or "").strip():
            raise ValidationError(_l("Please say it in a few words."))


def pressed(side: Side, own_id: UUID) -> Press:
    """The button of a near miss. Raises BadRequest for what none of our pages sent."""
    sent = request.form
    try:
        other_id, rule = UUID(sent.get("other_id", "")), Rule(sent.get("rule", ""))
    except ValueError:
        raise BadRequest from None
    if rule not in SOFT or len(sent.get("seen", "")) > _LONGEST_CHANGE:
        raise BadRequest
    pair = (own_id, other_id) if side is Side.OFFER else (other_id, own_id)
    return Press(side, *pair, rule, sent.get("seen", ""))


def other_sent() -> UUID:
    """The listing across, as the form names it. Raises BadRequest for what none of our pages sent."""
    try:
        return UUID(request.form.get("other_id", ""))
    except ValueError:
        raise BadRequest from None
