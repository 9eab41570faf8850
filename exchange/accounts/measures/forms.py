"""What is typed to take a measure, to object, and to answer an objection."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from exchange.accounts.measures.labels import ground_label, outcome_choice
from exchange.accounts.measures.models import MeasureGround, MeasureOutcome
from exchange.accounts.measures.noting import Reasons
from exchange.web.forms import DayField, ExchangeForm, LineField, Needed, Optional, ParagraphField

WHO_CHARS = 254


class SuspensionForm(ExchangeForm):
    """Whom, why and until when: without reasons it cannot be sent."""

    who = LineField(
        _l("Who"), [Needed()], most=WHO_CHARS,
        description=_l("The e-mail address of a person, or the number of a company."),
    )  # fmt: skip
    ground = RadioField(
        _l("On which ground"), [Needed()], choices=[(one.value, ground_label(one)) for one in MeasureGround]
    )
    explanation = ParagraphField(
        _l("What happened, and what would put it right"), [Needed()],
        description=_l("Whoever is suspended reads this word for word."),
    )  # fmt: skip
    until = DayField(
        _l("Last day"), [Optional()], description=_l("Of a person's suspension; without one it lasts until lifted.")
    )

    def reasons(self) -> Reasons:
        """The checked reasons."""
        return Reasons(MeasureGround(self.ground.data), self.explanation.data or "")


class ObjectionForm(ExchangeForm):
    """Why the measure is wrong."""

    words = ParagraphField(
        _l("Why is this decision wrong?"), [Needed()],
        description=_l("Somebody who did not decide the first time reads this."),
    )  # fmt: skip


class JudgementForm(ExchangeForm):
    """The second decision, with its reasons."""

    outcome = RadioField(
        _l("After a second look"), [Needed()], choices=[(one.value, outcome_choice(one)) for one in MeasureOutcome]
    )
    answer = ParagraphField(
        _l("Why"), [Needed()], description=_l("Whoever the measure is about reads this word for word.")
    )
