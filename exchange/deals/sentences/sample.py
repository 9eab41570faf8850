"""About a little of the lot that is tried before the terms are agreed."""

from flask_babel import gettext as _

from exchange.deals.models import SampleEnd
from exchange.deals.sentences.words import Facts, words
from exchange.notices.sentences import sentence


@sentence("deal_sample_asked")
def asked(facts: Facts) -> str:
    """Yes or no."""
    return _("%(who)s asks you for a sample of “%(title)s”: %(quantity)s.", **words(facts))


@sentence("deal_sample_given")
def given(facts: Facts) -> str:
    """It is on its way."""
    return _("The sample of “%(title)s” was handed out: try it and say whether it suits.", **words(facts))


@sentence("deal_sample_refused")
def refused(facts: Facts) -> str:
    """There is none; the talk goes on."""
    return _("%(who)s gives no sample of “%(title)s”: %(words)s", words=facts["words"], **words(facts))


@sentence("deal_sample_dropped")
def dropped(facts: Facts) -> str:
    """The taker does without; the talk goes on."""
    return _("%(who)s does without a sample of “%(title)s”. The talk about the terms goes on.", **words(facts))


@sentence("deal_sample_judged")
def judged(facts: Facts) -> str:
    """Whether it suits."""
    if facts["ending"] == SampleEnd.SUITS:
        return _("The sample of “%(title)s” suits %(who)s. The talk about the terms goes on.", **words(facts))
    return _("The sample of “%(title)s” does not suit %(who)s: %(words)s", words=facts["words"], **words(facts))


@sentence("deal_sample_lapsed")
def lapsed(facts: Facts) -> str:
    """Nobody said anything in time."""
    return _("Nobody said a word about the sample of “%(title)s”: the talk about the terms goes on.", **words(facts))
