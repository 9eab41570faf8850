"""About the terms, and how it ended."""

from decimal import Decimal

from flask_babel import gettext as _

from exchange.deals.sentences.words import Facts, words
from exchange.notices.sentences import sentence
from exchange.web.formats import mass


@sentence("deal_proposed")
def proposed(facts: Facts) -> str:
    """Terms are on the table."""
    return _("%(who)s proposes a deal about %(quantity)s of “%(title)s”.", **words(facts))


@sentence("deal_countered")
def countered(facts: Facts) -> str:
    """Other terms are on the table."""
    return _("%(who)s puts other terms on the table for “%(title)s”: %(quantity)s.", **words(facts))


@sentence("deal_accepted")
def accepted(facts: Facts) -> str:
    """Both are bound."""
    return _("Agreed: %(quantity)s of “%(title)s”. Find a time for the load.", **words(facts))


@sentence("deal_declined")
def declined(facts: Facts) -> str:
    """No, and why."""
    return _("%(who)s declines the terms for “%(title)s”: %(reason)s", reason=facts["reason"], **words(facts))


@sentence("deal_withdrawn")
def withdrawn(facts: Facts) -> str:
    """Never mind, and why."""
    return _("%(who)s takes back the proposal for “%(title)s”: %(reason)s", reason=facts["reason"], **words(facts))


@sentence("deal_cancelled")
def cancelled(facts: Facts) -> str:
    """Called off, and why."""
    return _("%(who)s calls off the deal about “%(title)s”: %(reason)s", reason=facts["reason"], **words(facts))


@sentence("deal_expired")
def expired(facts: Facts) -> str:
    """Nobody answered."""
    return _("Nobody answered in time: the proposal for “%(title)s” has lapsed.", **words(facts))


@sentence("deal_short")
def ran_short(facts: Facts) -> str:
    """Somebody else was faster; the negotiation waits."""
    left = mass(Decimal(facts["left_kg"]))
    return _(
        "Only %(left)s of “%(title)s” are left: the proposal cannot be accepted as it is.", left=left, **words(facts)
    )


@sentence("deal_written")
def written(facts: Facts) -> str:
    """A message waits."""
    return _("%(who)s wrote to you about “%(title)s”.", **words(facts))


@sentence("deal_reminder")
def reminder(facts: Facts) -> str:
    """Days went by; somebody waits."""
    return _("The deal about “%(title)s” still waits for you.", **words(facts))


@sentence("deal_claimed")
def claimed(facts: Facts) -> str:
    """Who came first has it."""
    return _("%(who)s takes %(quantity)s of “%(title)s”. Find a time for the load.", **words(facts))


@sentence("deal_frozen")
def frozen(facts: Facts) -> str:
    """A side may not trade."""
    return _("The deal about “%(title)s” stands still: one of the two companies may not trade.", **words(facts))


@sentence("deal_thawed")
def thawed(facts: Facts) -> str:
    """Both may trade again."""
    return _("The deal about “%(title)s” goes on: both companies may trade again.", **words(facts))
