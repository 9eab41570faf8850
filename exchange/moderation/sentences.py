"""What holders are told about decisions."""

from typing import Any

from flask_babel import gettext as _

from exchange.moderation.labels import ground_label
from exchange.moderation.models import Ground
from exchange.notices.sentences import sentence


@sentence("listing_refused")
def listing_refused(facts: dict[str, Any]) -> str:
    """The listing is back among the drafts; the way to the reasons is the notice's address."""
    reason = ground_label(Ground(facts["ground"]))
    return _(
        "“%(title)s” was refused: %(reason)s. Read why, and how to correct it.", title=facts["title"], reason=reason
    )


@sentence("listing_held")
def listing_held(facts: dict[str, Any]) -> str:
    """The listing waits; the way to the reasons is the notice's address."""
    reason = ground_label(Ground(facts["ground"]))
    title = facts["title"]
    return _("A person looks at “%(title)s” before it is shown: %(reason)s. Read why.", title=title, reason=reason)


@sentence("listing_unlawful")
def listing_unlawful(facts: dict[str, Any]) -> str:
    """The listing is back among the drafts since a rule came to bar it."""
    return _(
        "“%(title)s” may no longer be offered and is hidden. Read why, and how to correct it.", title=facts["title"]
    )


@sentence("listing_approved")
def listing_approved(facts: dict[str, Any]) -> str:
    """The listing can be seen from now on."""
    return _("“%(title)s” was checked and is published.", title=facts["title"])
