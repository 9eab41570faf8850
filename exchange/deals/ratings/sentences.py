"""About ratings: one waits, both can be read."""

from datetime import datetime

from flask_babel import gettext as _

from exchange.deals.sentences.words import Facts, words
from exchange.notices.sentences import sentence
from exchange.web.formats import moment


@sentence("deal_rated")
def rated(facts: Facts) -> str:
    """One side has spoken; what it said stays hidden."""
    return _("%(who)s has rated the deal about “%(title)s”. It can be read once both sides have.", **words(facts))


@sentence("deal_ratings_revealed")
def revealed(facts: Facts) -> str:
    """Both can read."""
    return _("The ratings of the deal about “%(title)s” can be read now.", **words(facts))


@sentence("deal_rating_reminder")
def reminder(facts: Facts) -> str:
    """The time is nearly over."""
    until = moment(datetime.fromisoformat(facts["until"]))
    return _("Say until %(until)s what the deal about “%(title)s” was like.", until=until, **words(facts))
