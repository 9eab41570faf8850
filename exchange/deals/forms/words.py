"""A reason, a message."""

from flask_babel import lazy_gettext as _l

from exchange.web.forms import ExchangeForm, LineField, Needed, ParagraphField


class ReasonForm(ExchangeForm):
    """Why it ends."""

    reason = LineField(_l("Why"), [Needed()], most=500, description=_l("The other side reads this."))


class MessageForm(ExchangeForm):
    """A word to the other side."""

    text = ParagraphField(_l("Message"), [Needed()])
