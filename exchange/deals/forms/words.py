"""A reason, a message."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError

from exchange.deals.attachments.forms import ACCEPTED, AttachmentField
from exchange.deals.core.reasons import EndReason
from exchange.deals.labels import reason_label
from exchange.web.forms import ExchangeForm, LineField, Needed, ParagraphField


def _reasons() -> list[tuple[str, str]]:
    return [(one.value, reason_label(one)) for one in EndReason]


class ReasonForm(ExchangeForm):
    """Why it ends: what fits best, and a word to the other side."""

    code = SelectField(_l("The main reason"), choices=_reasons, default=EndReason.OTHER.value)
    reason = LineField(_l("Why"), [Needed()], most=500, description=_l("The other side reads this."))


class MessageForm(ExchangeForm):
    """A word to the other side."""

    text = ParagraphField(_l("Message"))
    file = AttachmentField(
        _l("A PDF or a photo"), render_kw={"accept": ACCEPTED},
        description=_l("Up to 10 MB, for the two of you. A PDF is passed on as it is, with the names in it."),
    )  # fmt: skip

    def validate_text(self, field: ParagraphField) -> None:
        """Words or a file; both are welcome. Raises ValidationError for neither."""
        if not field.data and self.file.draft is None and not self.file.errors:
            raise ValidationError(_l("Please fill this in."))
