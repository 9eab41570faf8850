"""About ratings: one waits, both can be read."""

from flask_babel import gettext as _

from exchange.deals.sentences.words import Facts, words
from exchange.notices.sentences import sentence


@sentence("deal_rated")
def rated(facts: Facts) -> str:
    """One side has spoken; what it said stays hidden."""
    return _("%(who)s has rated the deal about “%(title)s”. It can be read once both sides have.", **words(facts))


@sentence("deal_ratings_revealed")
def revealed(facts: Facts) -> str:
    """Both can read."""
    return _("The ratings of the deal about “%(title)s” can be read now.", **words(facts))
