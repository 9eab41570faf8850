"""What members are told about their listings."""

from typing import Any

from flask_babel import gettext as _

from exchange.notices.sentences import sentence


@sentence("offer_expired")
def offer_expired(facts: dict[str, Any]) -> str:
    """To the holder, once per version."""
    return _("The last day of your lot “%(title)s” has passed. Give a later one to show it again.", **facts)


@sentence("need_expired")
def need_expired(facts: dict[str, Any]) -> str:
    """To the seeker, once per version."""
    return _("The last day of your need “%(title)s” has passed. Give a later one to show it again.", **facts)
