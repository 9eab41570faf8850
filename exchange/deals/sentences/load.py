"""About a load."""

from decimal import Decimal

from flask_babel import gettext as _

from exchange.deals.sentences.words import Facts, words
from exchange.notices.sentences import sentence
from exchange.web.formats import mass


@sentence("deal_slot_proposed")
def slot_proposed(facts: Facts) -> str:
    """A time is on the table."""
    return _("%(who)s proposes a time for the load of “%(title)s”.", **words(facts))


@sentence("deal_slot_agreed")
def slot_agreed(facts: Facts) -> str:
    """The truck can come."""
    return _("The time for the load of “%(title)s” is agreed.", **words(facts))


@sentence("deal_handed_over")
def handed_over(facts: Facts) -> str:
    """The load is on the road."""
    return _("%(quantity)s of “%(title)s” are on the road. Weigh the load when it arrives.", **words(facts))


@sentence("deal_weighed")
def weighed(facts: Facts) -> str:
    """One side told a weight."""
    return _("%(who)s weighed the load of “%(title)s”: %(quantity)s. Confirm, or tell another weight.", **words(facts))


@sentence("deal_refused_in_part")
def refused_in_part(facts: Facts) -> str:
    """Some of it stays outside the gate."""
    refused = mass(Decimal(facts["refused_kg"]))
    return _(
        "%(who)s refuses %(refused)s of the load of “%(title)s”: %(reason)s", refused=refused, reason=facts["reason"],
        **words(facts),
    )  # fmt: skip


@sentence("deal_refused")
def refused(facts: Facts) -> str:
    """All of it stays outside the gate."""
    return _("%(who)s refuses the load of “%(title)s”: %(reason)s", reason=facts["reason"], **words(facts))


@sentence("deal_taken_back")
def taken_back(facts: Facts) -> str:
    """Both stand by the refusal."""
    return _("The refused load of “%(title)s” goes back: its quantity is free again.", **words(facts))


@sentence("deal_taken_back_by_silence")
def taken_back_by_silence(facts: Facts) -> str:
    """Nobody objected to the refusal."""
    return _("Nobody objected: the refused load of “%(title)s” counts as gone back.", **words(facts))


@sentence("deal_passed_on")
def passed_on(facts: Facts) -> str:
    """A carrier or a store has it."""
    return _(
        "%(who)s: the load of “%(title)s” has passed to %(holder)s, %(place)s.", holder=facts["holder"],
        place=facts["place"], **words(facts),
    )  # fmt: skip


@sentence("deal_ticket_shown")
def ticket_shown(facts: Facts) -> str:
    """There is a picture to look at."""
    return _("%(who)s shows a picture of the ticket for “%(title)s”.", **words(facts))


@sentence("deal_confirmed")
def confirmed(facts: Facts) -> str:
    """Both stand by the weight."""
    return _("The weight of “%(title)s” is confirmed: %(quantity)s. The deal is done.", **words(facts))


@sentence("deal_confirmed_by_silence")
def confirmed_by_silence(facts: Facts) -> str:
    """Nobody objected within the week."""
    return _("Nobody objected: %(quantity)s of “%(title)s” count as confirmed. The deal is done.", **words(facts))
