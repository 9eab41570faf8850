"""What each notice about a rhythm says, in the reader's language."""

from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.deals.sentences.words import Facts, words
from exchange.notices.sentences import sentence
from exchange.web.formats import day, mass


def _words(facts: Facts) -> dict[str, str]:
    on = {"day": day(date.fromisoformat(facts["day"]))} if "day" in facts else {}
    return {**words(facts), **on}


@sentence("deal_rhythm_proposed")
def proposed(facts: Facts) -> str:
    """Yes or no."""
    return _("%(who)s proposes regular loads of %(quantity)s of “%(title)s”. Say yes or no.", **_words(facts))


@sentence("deal_rhythm_agreed")
def agreed(facts: Facts) -> str:
    """It goes on."""
    return _("Regular loads of %(quantity)s of “%(title)s” are agreed.", **_words(facts))


@sentence("deal_rhythm_declined")
def declined(facts: Facts) -> str:
    """It stays at one load."""
    return _("%(who)s declines regular loads of “%(title)s”. The agreed load stays.", **_words(facts))


@sentence("deal_rhythm_withdrawn")
def withdrawn(facts: Facts) -> str:
    """Never mind."""
    return _("%(who)s takes the proposal of regular loads of “%(title)s” back.", **_words(facts))


@sentence("deal_rhythm_lapsed")
def lapsed(facts: Facts) -> str:
    """Nobody answered."""
    return _("The proposal of regular loads of “%(title)s” has lapsed: nobody answered.", **_words(facts))


@sentence("deal_rhythm_paused")
def paused(facts: Facts) -> str:
    """Nothing comes until a day."""
    return _("%(who)s pauses the loads of “%(title)s” until %(day)s.", **_words(facts))


@sentence("deal_rhythm_resumed")
def resumed(facts: Facts) -> str:
    """It goes on early."""
    return _("%(who)s resumes the loads of “%(title)s”.", **_words(facts))


@sentence("deal_rhythm_resumed_by_clock")
def resumed_by_clock(facts: Facts) -> str:
    """The pause is over."""
    return _("The pause is over: loads of “%(title)s” are planned again.", **_words(facts))


@sentence("deal_load_skipped")
def skipped(facts: Facts) -> str:
    """One load less."""
    return _("%(who)s leaves a load of “%(title)s” out: %(quantity)s are free again.", **_words(facts))


@sentence("deal_loads_planned")
def planned(facts: Facts) -> str:
    """What the coming weeks bring."""
    number = int(facts["count"])
    return ngettext(
        "A load of “%(title)s” is planned for %(day)s: %(quantity)s.",
        "%(num)d loads of “%(title)s” are planned from %(day)s on: %(quantity)s in all.",
        number, **_words(facts),
    )  # fmt: skip


@sentence("deal_load_capped")
def capped(facts: Facts) -> str:
    """Less than was agreed, with the figures."""
    figures = {"planned": mass(Decimal(facts["planned_kg"])), "wanted": mass(Decimal(facts["wanted_kg"]))}
    return _(
        "The load of “%(title)s” on %(day)s is capped: %(planned)s instead of %(wanted)s, because no more is free.",
        **figures, **_words(facts),
    )  # fmt: skip


@sentence("deal_rhythm_ending")
def ending(facts: Facts) -> str:
    """The last day is known."""
    return _("%(who)s ends the regular loads of “%(title)s”. The last day is %(day)s.", **_words(facts))


@sentence("deal_rhythm_ended")
def ended(facts: Facts) -> str:
    """It is over."""
    return _("The regular loads of “%(title)s” have ended.", **_words(facts))
