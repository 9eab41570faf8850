"""What is typed to report something, to decide about it, and to object."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import StopValidation
from wtforms.widgets import EmailInput

from exchange.accounts.forms.fields import EMAIL_CHARS, folded_email
from exchange.accounts.forms.people import NAME_CHARS
from exchange.accounts.measures.labels import ground_label as measure_ground_label
from exchange.accounts.measures.models import MeasureGround
from exchange.moderation.forms import TickedForm
from exchange.moderation.labels import ground_label
from exchange.moderation.models import Ground
from exchange.moderation.notices.labels import objection_choice, outcome_choice, reason_label
from exchange.moderation.notices.models import NAMELESS, ContentKind, NoticeOutcome, NoticeReason, ObjectionOutcome
from exchange.moderation.notices.service import Decision
from exchange.web.forms import ExchangeForm, LineField, Needed, ParagraphField

ADDRESS_CHARS = 500


class _NeededUnlessNameless:
    """The field must be filled, but for what the law lets be reported without a name."""

    field_flags = {"required": True}

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation when nothing was given."""
        if not field.errors and not field.data and form["reason"].data not in NAMELESS:
            raise StopValidation(_l("Please fill this in. Only the sexual abuse of children is reported without it."))


class NoticeForm(ExchangeForm):
    """All that article 16(2) asks for; a name only where the law asks for one."""

    address = LineField(
        _l("Address of the page"), [Needed()], most=ADDRESS_CHARS,
        description=_l("Copied from your browser: the page of a surplus, a need or a company here."),
    )  # fmt: skip
    reason = RadioField(
        _l("What is it about?"), [Needed()], choices=[(one.value, reason_label(one)) for one in NoticeReason]
    )
    words = ParagraphField(
        _l("Why is it unlawful or against the rules?"), [Needed()],
        description=_l("As exactly as you can: what is wrong, and which law or rule you think of. The company "
                       "concerned does not read this."),
    )  # fmt: skip
    name = LineField(_l("Your name"), [_NeededUnlessNameless()], most=NAME_CHARS, render_kw={"autocomplete": "name"})
    email = LineField(
        _l("E-mail address"), [_NeededUnlessNameless()], most=EMAIL_CHARS, widget=EmailInput(),
        render_kw={"autocomplete": "email"},
        description=_l("For the receipt and the decision. The company concerned is never told who you are."),
    )  # fmt: skip
    good_faith = BooleanField(_l("I believe in good faith that what I say here is correct and complete."))

    def validate_email(self, field: LineField) -> None:
        """Folded as it is stored. Raises ValidationError for what is none."""
        if not field.data:
            return
        address = folded_email(field.data)
        if address is None or len(address) > EMAIL_CHARS:
            raise ValidationError(_l("An e-mail address, as in anna@company.example."))
        field.data = address

    def validate_good_faith(self, field: BooleanField) -> None:
        """Raises ValidationError where it is not ticked."""
        if not field.data:
            raise ValidationError(_l("Please tick this: without it we cannot take the notice."))


class DecisionForm(ExchangeForm):
    """What is done, with words for both sides; a measure needs its ground and its reasons."""

    outcome = RadioField(_l("Decision"), [Needed()])
    answer = ParagraphField(_l("Why, for who reported it"), [Needed()], description=_l("They read this word for word."))
    ground = RadioField(_l("On which ground"), validate_choice=False)
    explanation = ParagraphField(
        _l("What is wrong, and how to put it right"),
        description=_l("Only for a measure: the company reads this word for word. Do not say who reported it."),
    )

    def __init__(self, *given: Any, kind: ContentKind, **options: Any) -> None:
        super().__init__(*given, **options)
        self.outcome.choices = [(one.value, outcome_choice(one, kind)) for one in NoticeOutcome]
        grounds = _grounds(kind)
        self.ground.choices = [(one.value, label) for one, label in grounds]
        self._grounds = {str(one.value) for one, _label in grounds}

    def validate_ground(self, field: RadioField) -> None:
        """Raises ValidationError for a measure without one."""
        if self._is_measure() and field.data not in self._grounds:
            raise ValidationError(_l("Please choose one."))

    def validate_explanation(self, field: ParagraphField) -> None:
        """Raises ValidationError for a measure without words."""
        if self._is_measure() and not (field.data or "").strip():
            raise ValidationError(_l("Please fill this in."))

    def decision(self) -> Decision:
        """The checked decision."""
        outcome, answer = NoticeOutcome(self.outcome.data), self.answer.data or ""
        if outcome is NoticeOutcome.NOTHING:
            return Decision(outcome, answer)
        return Decision(outcome, answer, self.ground.data, self.explanation.data or "")

    def _is_measure(self) -> bool:
        return self.outcome.data in {NoticeOutcome.HIDDEN, NoticeOutcome.REFUSED}


class NothingForm(TickedForm):
    """Nothing to do about several notices, for the same reason."""

    answer = ParagraphField(
        _l("Why, for those who reported them"), [Needed()], description=_l("Each of them reads this word for word.")
    )


class ObjectionForm(ExchangeForm):
    """Why an answer is wrong."""

    words = ParagraphField(
        _l("Why is this decision wrong?"), [Needed()],
        description=_l("Somebody who did not decide the first time reads this."),
    )  # fmt: skip


class JudgementForm(ExchangeForm):
    """The second look at an answer."""

    outcome = RadioField(
        _l("After a second look"), [Needed()], choices=[(one.value, objection_choice(one)) for one in ObjectionOutcome]
    )
    answer = ParagraphField(_l("Why"), [Needed()], description=_l("Who reported it reads this word for word."))


def _grounds(kind: ContentKind) -> list[tuple[Any, str]]:
    if kind is ContentKind.COMPANY:
        return [(one, measure_ground_label(one)) for one in MeasureGround]
    return [(one, ground_label(one)) for one in Ground]
