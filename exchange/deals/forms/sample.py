"""A sample: how much, why not, and what came of trying it."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError

from exchange.deals.labels import sample_end_label, sample_refusal_label
from exchange.deals.models import JUDGEMENTS, SampleEnd, SampleRefusal
from exchange.deals.service import SampleDraft
from exchange.web.forms import DayField, ExchangeForm, LineField, Needed, NumberField

_MOST_WORDS = 500


class SampleForm(ExchangeForm):
    """How much to try, in the lot's unit."""

    amount = NumberField(_l("How much"), [Needed()], least="0.001", most="100000", places=3, id="sample-amount")
    wish = LineField(
        _l("What you want to see"), most=_MOST_WORDS, id="sample-wish",
        description=_l("For instance: moisture, impurities, a trial on our machine."),
    )  # fmt: skip

    def draft(self) -> SampleDraft:
        """The draft of a form that validated."""
        return SampleDraft(self.amount.data, self.wish.data or "")  # type: ignore[arg-type] # validated: it is there


class HandingOutForm(ExchangeForm):
    """When it was handed over or sent; today where nothing is said."""

    handed_on = DayField(_l("Handed over or sent on"), id="sample-handed-on")


def _refusals() -> list[tuple[str, str]]:
    return [(one.value, sample_refusal_label(one)) for one in SampleRefusal]


class NoSampleForm(ExchangeForm):
    """Why none is handed out: what fits best, and a word to the other side."""

    code = SelectField(_l("The main reason"), choices=_refusals, default=SampleRefusal.OTHER.value, id="no-sample-code")
    why = LineField(
        _l("Why"), [Needed()], most=_MOST_WORDS, id="no-sample-why", description=_l("The other side reads this.")
    )


class JudgementForm(ExchangeForm):
    """What came of trying it."""

    judgement = RadioField(
        _l("Does it suit?"), [Needed()], id="sample-judgement",
        choices=[(end.value, sample_end_label(end)) for end in SampleEnd if end in JUDGEMENTS],
    )  # fmt: skip
    words = LineField(
        _l("What you found"), most=_MOST_WORDS, id="sample-words", description=_l("The other side reads this.")
    )

    def validate_words(self, field: LineField) -> None:
        """Raises ValidationError for a no without a reason."""
        if self.judgement.data == SampleEnd.DOES_NOT_SUIT and not field.data:
            raise ValidationError(_l("Say what does not suit: the other side may have something better."))
