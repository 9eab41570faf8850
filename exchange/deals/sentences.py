"""What each notice about a deal says, in the reader's language."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from exchange.notices.sentences import sentence
from exchange.web.formats import mass

Facts = dict[str, Any]


def _words(facts: Facts) -> dict[str, str]:
    """Who, how much and what; names that are kept back and timers' acts have words of their own."""
    return {
        "who": facts["who"] or _("The other side"),
        "quantity": mass(Decimal(facts["received_kg"] if "received_kg" in facts else facts["quantity_kg"])),
        "title": facts["title"],
    }


@sentence("deal_proposed")
def proposed(facts: Facts) -> str:
    """Terms are on the table."""
    return _("%(who)s proposes a deal about %(quantity)s of “%(title)s”.", **_words(facts))


@sentence("deal_countered")
def countered(facts: Facts) -> str:
    """Other terms are on the table."""
    return _("%(who)s puts other terms on the table for “%(title)s”: %(quantity)s.", **_words(facts))


@sentence("deal_accepted")
def accepted(facts: Facts) -> str:
    """Both are bound."""
    return _("Agreed: %(quantity)s of “%(title)s”. Find a time for the load.", **_words(facts))


@sentence("deal_declined")
def declined(facts: Facts) -> str:
    """No, and why."""
    return _("%(who)s declines the terms for “%(title)s”: %(reason)s", reason=facts["reason"], **_words(facts))


@sentence("deal_withdrawn")
def withdrawn(facts: Facts) -> str:
    """Never mind, and why."""
    return _("%(who)s takes back the proposal for “%(title)s”: %(reason)s", reason=facts["reason"], **_words(facts))


@sentence("deal_cancelled")
def cancelled(facts: Facts) -> str:
    """Called off, and why."""
    return _("%(who)s calls off the deal about “%(title)s”: %(reason)s", reason=facts["reason"], **_words(facts))


@sentence("deal_expired")
def expired(facts: Facts) -> str:
    """Nobody answered."""
    return _("Nobody answered in time: the proposal for “%(title)s” has lapsed.", **_words(facts))


@sentence("deal_short")
def ran_short(facts: Facts) -> str:
    """Somebody else was faster; the negotiation waits."""
    left = mass(Decimal(facts["left_kg"]))
    return _(
        "Only %(left)s of “%(title)s” are left: the proposal cannot be accepted as it is.", left=left, **_words(facts)
    )


@sentence("deal_slot_proposed")
def slot_proposed(facts: Facts) -> str:
    """A time is on the table."""
    return _("%(who)s proposes a time for the load of “%(title)s”.", **_words(facts))


@sentence("deal_slot_agreed")
def slot_agreed(facts: Facts) -> str:
    """The truck can come."""
    return _("The time for the load of “%(title)s” is agreed.", **_words(facts))


@sentence("deal_handed_over")
def handed_over(facts: Facts) -> str:
    """The load is on the road."""
    return _("%(quantity)s of “%(title)s” are on the road. Weigh the load when it arrives.", **_words(facts))


@sentence("deal_weighed")
def weighed(facts: Facts) -> str:
    """One side told a weight."""
    return _("%(who)s weighed the load of “%(title)s”: %(quantity)s. Confirm, or tell another weight.", **_words(facts))


@sentence("deal_confirmed")
def confirmed(facts: Facts) -> str:
    """Both stand by the weight."""
    return _("The weight of “%(title)s” is confirmed: %(quantity)s. The deal is done.", **_words(facts))


@sentence("deal_confirmed_by_silence")
def confirmed_by_silence(facts: Facts) -> str:
    """Nobody objected within the week."""
    return _("Nobody objected: %(quantity)s of “%(title)s” count as confirmed. The deal is done.", **_words(facts))


@sentence("deal_written")
def written(facts: Facts) -> str:
    """A message waits."""
    return _("%(who)s wrote to you about “%(title)s”.", **_words(facts))
