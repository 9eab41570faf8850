"""What is typed to object, and to answer an objection."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from exchange.moderation.appeals.labels import outcome_choice
from exchange.moderation.appeals.models import AppealOutcome
from exchange.web.forms import ExchangeForm, Needed, ParagraphField


class AppealForm(ExchangeForm):
    """Why the decision is wrong."""

    words = ParagraphField(
        _l("Why is this decision wrong?"),
        [Needed()],
        description=_l("Somebody who did not decide the first time reads this."),
    )


class AnswerForm(ExchangeForm):
    """The second decision, with its reasons."""

    outcome = RadioField(
        _l("After a second look"), [Needed()], choices=[(one.value, outcome_choice(one)) for one in AppealOutcome]
    )
    answer = ParagraphField(_l("Why"), [Needed()], description=_l("The company reads this word for word."))
