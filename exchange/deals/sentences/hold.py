"""About what is kept for a while, and about stock that ran short or came back."""

from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from exchange.deals.sentences.words import Facts, words
from exchange.notices.sentences import sentence
from exchange.web.formats import mass, moment


def _words(facts: Facts) -> dict[str, str]:
    until = {"until": moment(datetime.fromisoformat(facts["until"]))} if "until" in facts else {}
    return {**words(facts), **until}


@sentence("deal_hold_asked")
def asked(facts: Facts) -> str:
    """Yes or no."""
    return _("%(who)s asks you to keep %(quantity)s of “%(title)s” until %(until)s.", **_words(facts))


@sentence("deal_hold_granted")
def granted(facts: Facts) -> str:
    """It is kept."""
    return _("%(quantity)s of “%(title)s” are kept until %(until)s.", **_words(facts))


@sentence("deal_hold_refused")
def refused(facts: Facts) -> str:
    """It is not kept; the talk goes on."""
    return _("%(who)s does not keep “%(title)s”. The talk about the terms goes on.", **_words(facts))


@sentence("deal_hold_longer_asked")
def longer_asked(facts: Facts) -> str:
    """Yes or no, again."""
    return _("%(who)s asks you to keep “%(title)s” longer, until %(until)s.", **_words(facts))


@sentence("deal_hold_extended")
def extended(facts: Facts) -> str:
    """It is kept longer."""
    return _("“%(title)s” is kept longer, until %(until)s.", **_words(facts))


@sentence("deal_hold_released")
def released(facts: Facts) -> str:
    """The taker gave it back."""
    return _("%(who)s gives back what was kept of “%(title)s”: it is free again.", **_words(facts))


@sentence("deal_hold_lapsed")
def lapsed(facts: Facts) -> str:
    """The last day is over."""
    return _("The hold on “%(title)s” has ended: the quantity is free again.", **_words(facts))


@sentence("deal_waits_for_stock")
def waits_for_stock(facts: Facts) -> str:
    """Somebody was faster, or the lot is not on offer; the talk waits."""
    left = mass(Decimal(facts["left_kg"]))
    return _("%(left)s of “%(title)s” are left: the talk is on hold until stock is free.", left=left, **_words(facts))


@sentence("deal_revived")
def revived(facts: Facts) -> str:
    """Stock is free again."""
    return _("“%(title)s” has enough left again: the talk about %(quantity)s goes on.", **_words(facts))
