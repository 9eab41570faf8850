"""What topics and cadences are called by people."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from exchange.notices.models import Cadence, Topic


def topic(value: Topic) -> str:
    """What notices are about."""
    return {
        Topic.MATCHES: _l("Matches"),
        Topic.SEARCHES: _l("Saved searches"),
        Topic.DEALS: _l("Deals"),
        Topic.LISTINGS: _l("My listings and company"),
        Topic.WATCHING: _l("Watched lots"),
    }[value]


def topic_note(value: Topic) -> str:
    """What one hears under a topic."""
    return {
        Topic.MATCHES: _l("Something fits what you posted."),
        Topic.SEARCHES: _l("Something new answers a search that you saved."),
        Topic.DEALS: _l("It is your turn, or something was agreed, handed over or weighed."),
        Topic.LISTINGS: _l("Checked, refused with reasons, or past its last day."),
        Topic.WATCHING: _l("A lot that you watch is free again, or gone."),
    }[value]


def cadence(value: Cadence) -> str:
    """When mail leaves."""
    return {
        Cadence.AT_ONCE: _l("At once"),
        Cadence.DAILY: _l("Once a day"),
        Cadence.WEEKLY: _l("Once a week"),
        Cadence.BELL: _l("No mail, only here"),
    }[value]


def count(value: Topic, number: int) -> str:
    """How many of a topic, for the subject of a mail."""
    return {
        Topic.MATCHES: ngettext("%(num)d match", "%(num)d matches", number),
        Topic.SEARCHES: ngettext("%(num)d answer to a search", "%(num)d answers to searches", number),
        Topic.DEALS: ngettext("%(num)d step of a deal", "%(num)d steps of deals", number),
        Topic.LISTINGS: ngettext("%(num)d notice", "%(num)d notices", number),
        Topic.WATCHING: ngettext("%(num)d watched lot", "%(num)d watched lots", number),
    }[value]


def subject(value: Cadence, what: str) -> str:
    """The subject of a message with several notices."""
    return {
        Cadence.AT_ONCE: _("New for you: %(what)s", what=what),
        Cadence.DAILY: _("Your day: %(what)s", what=what),
        Cadence.WEEKLY: _("Your week: %(what)s", what=what),
    }[value]
