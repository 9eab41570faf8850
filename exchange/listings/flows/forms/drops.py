"""Why a flow is not so."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from exchange.listings.flows import labels
from exchange.listings.flows.claiming import Drop
from exchange.listings.forms.choices import OneOf, choices
from exchange.listings.models import DropReason
from exchange.web.forms import ExchangeForm, Needed, ParagraphField


class DropForm(ExchangeForm):
    """A reason of the list, and words where the list has none."""

    reason = OneOf(_l("Why?"), [Needed()], choices=choices((r.value, labels.drop_reason(r)) for r in DropReason))
    words = ParagraphField(_l("In your words"), most=1000)

    def validate_words(self, field: ParagraphField) -> None:
        """Another reason must be said."""
        if self.reason.data == DropReason.OTHER and not field.data:
            raise ValidationError(_("Say in a few words why."))

    def drop(self) -> Drop:
        """What the service needs. After validation."""
        return Drop(DropReason(self.reason.data), self.words.data or "")
