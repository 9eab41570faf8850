"""What a company's people are told when somebody acts for it."""

from typing import Any

from flask_babel import gettext as _

from exchange.notices.sentences import sentence


@sentence("acted_for")
def acted_for(facts: dict[str, Any]) -> str:
    """At the start; the address leads to the list of such times."""
    return _(
        "The exchange acts for %(company)s, for an hour at most: %(reason)s. If nobody of you asked for it, tell us.",
        company=facts["company"], reason=facts["reason"],
    )  # fmt: skip
