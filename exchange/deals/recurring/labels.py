"""Words for rhythms."""

from datetime import date

from babel.dates import get_day_names
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from exchange.deals.recurring.core.rhythm import RhythmState, RhythmVerb
from exchange.deals.recurring.models import OccurrenceState


def state_label(state: RhythmState) -> str:
    """Where a rhythm stands."""
    return {
        RhythmState.PROPOSED: _l("Proposed"),
        RhythmState.RUNNING: _l("Running"),
        RhythmState.PAUSED: _l("Paused"),
        RhythmState.ENDING: _l("Ends soon"),
        RhythmState.ENDED: _l("Ended"),
        RhythmState.DECLINED: _l("Declined"),
        RhythmState.WITHDRAWN: _l("Withdrawn"),
        RhythmState.LAPSED: _l("Lapsed"),
    }[state]


def occurrence_label(state: OccurrenceState) -> str:
    """What became of a day."""
    return {
        OccurrenceState.PLANNED: _l("Planned"),
        OccurrenceState.SHORT: _l("Nothing is free yet"),
        OccurrenceState.SKIPPED: _l("Left out"),
        OccurrenceState.RELEASED: _l("Paused"),
    }[state]


def verb_label(verb: RhythmVerb) -> str:
    """What happened, for a line of the history."""
    return {
        RhythmVerb.PROPOSE: _l("Proposed regular loads"),
        RhythmVerb.AGREE: _l("Agreed to regular loads"),
        RhythmVerb.DECLINE: _l("Declined regular loads"),
        RhythmVerb.WITHDRAW: _l("Took the proposal of regular loads back"),
        RhythmVerb.LAPSE: _l("The proposal of regular loads lapsed"),
        RhythmVerb.PAUSE: _l("Paused the regular loads"),
        RhythmVerb.RESUME: _l("Resumed the regular loads"),
        RhythmVerb.RESUME_BY_CLOCK: _l("The pause is over: loads are planned again"),
        RhythmVerb.SKIP: _l("Left a load out"),
        RhythmVerb.ROLL: _l("Loads of the coming weeks were planned"),
        RhythmVerb.END: _l("Said when the regular loads end"),
        RhythmVerb.FINISH: _l("The regular loads have ended"),
    }[verb]


def weekday_label(weekday: int) -> str:
    """The day of the week (0 is Monday) in the page's language."""
    return str(get_day_names("wide", "stand-alone", get_locale() or "en")[weekday])


def frequency_label(every_weeks: int) -> str:
    """How often."""
    return _("Every week") if every_weeks == 1 else ngettext("Every %(num)d week", "Every %(num)d weeks", every_weeks)


def month_label(first: date) -> str:
    """A month and its year: «November 2026»."""
    return str(format_date(first, "LLLL y"))
