"""Words for what came of objections."""

from flask_babel import lazy_gettext as _l

from exchange.moderation.appeals.models import AppealOutcome


def outcome_choice(outcome: AppealOutcome) -> str:
    """As the second moderator picks it."""
    return {
        AppealOutcome.UPHELD: _l("The decision stands"),
        AppealOutcome.REVERSED: _l("The decision was wrong: show the listing again"),
    }[outcome]


def outcome_label(outcome: AppealOutcome) -> str:
    """As the company reads it."""
    return {
        AppealOutcome.UPHELD: _l("The decision stands."),
        AppealOutcome.REVERSED: _l("The decision was wrong and is lifted."),
    }[outcome]
