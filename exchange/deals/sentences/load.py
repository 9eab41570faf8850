"""About a load."""

from flask_babel import gettext as _

from exchange.deals.sentences.words import Facts, words
from exchange.notices.sentences import sentence


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


@sentence("deal_confirmed")
def confirmed(facts: Facts) -> str:
    """Both stand by the weight."""
    return _("The weight of “%(title)s” is confirmed: %(quantity)s. The deal is done.", **words(facts))


@sentence("deal_confirmed_by_silence")
def confirmed_by_silence(facts: Facts) -> str:
    """Nobody objected within the week."""
    return _("Nobody objected: %(quantity)s of “%(title)s” count as confirmed. The deal is done.", **words(facts))
