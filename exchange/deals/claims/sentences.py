"""What each notice about a claim says, in the reader's language."""

from flask_babel import gettext as _

from exchange.deals.sentences.words import Facts, words
from exchange.notices.sentences import sentence


@sentence("deal_claim_raised")
def raised(facts: Facts) -> str:
    """Something was wrong."""
    return _("%(who)s makes a claim about the load of “%(title)s”: %(reason)s", reason=facts["reason"], **words(facts))


@sentence("deal_claim_answered")
def answered(facts: Facts) -> str:
    """The other side's word."""
    return _("%(who)s answers the claim about “%(title)s”: %(reason)s", reason=facts["reason"], **words(facts))


@sentence("deal_claim_agreed")
def agreed(facts: Facts) -> str:
    """Both stand by it."""
    return _("The claim about “%(title)s” is agreed. Look at what counts now.", **words(facts))


@sentence("deal_claim_escalated")
def escalated(facts: Facts) -> str:
    """The two do not agree."""
    return _("%(who)s asks the administrators to decide about the claim on “%(title)s”.", **words(facts))


@sentence("deal_claim_escalated_by_silence")
def escalated_by_silence(facts: Facts) -> str:
    """Nobody answered."""
    return _("Nobody answered the claim about “%(title)s”: the administrators decide.", **words(facts))


@sentence("deal_claim_withdrawn")
def withdrawn(facts: Facts) -> str:
    """Never mind."""
    return _("%(who)s withdraws the claim about “%(title)s”.", **words(facts))


@sentence("deal_claim_lapsed")
def lapsed(facts: Facts) -> str:
    """Who claimed said nothing more."""
    return _("The claim about “%(title)s” has lapsed: who made it said nothing more.", **words(facts))


@sentence("deal_claim_decided")
def decided(facts: Facts) -> str:
    """The administrators' word."""
    return _(
        "The administrators decided the claim about “%(title)s”: %(reason)s", reason=facts["reason"], **words(facts)
    )


@sentence("claim_to_decide")
def to_decide(facts: Facts) -> str:
    """For administrators."""
    return _("A claim about “%(title)s” waits for your decision.", title=facts["title"])
