"""What companies are told about their objections."""

from typing import Any

from flask_babel import gettext as _

from exchange.moderation.appeals.labels import outcome_label
from exchange.moderation.appeals.models import AppealOutcome
from exchange.notices.sentences import sentence


@sentence("appeal_decided")
def appeal_decided(facts: dict[str, Any]) -> str:
    """The second look is done; the address leads to its reasons."""
    outcome = outcome_label(AppealOutcome(facts["outcome"]))
    return _("Your objection about “%(title)s”: %(outcome)s", title=facts["title"], outcome=outcome)
