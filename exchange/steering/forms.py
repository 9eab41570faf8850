"""What facilitators write about an introduction."""

from flask_babel import lazy_gettext as _l

from exchange.listings.forms.choices import OneOf, choices
from exchange.steering import labels
from exchange.steering.models import LONGEST_NOTE, DropReason
from exchange.web.forms import ExchangeForm, Needed, ParagraphField


class NoteForm(ExchangeForm):
    """A note."""

    text = ParagraphField(_l("Note"), [Needed()], most=LONGEST_NOTE, description=_l("For facilitators only."))


class DropForm(ExchangeForm):
    """Why it is given up."""

    reason = OneOf(_l("Why?"), [Needed()], choices=choices((r.value, labels.drop_reason(r)) for r in DropReason))
