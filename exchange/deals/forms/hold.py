"""Until when something is kept."""

from datetime import datetime, time

from flask_babel import lazy_gettext as _l

from exchange.deals.core.slots import instant
from exchange.kernel import clock
from exchange.web.forms import DayField, ExchangeForm, Needed

_EVENING = time(23, 59)
"""What is kept until a day is kept through it; no clock of the world changes at this minute."""


class HoldForm(ExchangeForm):
    """The last day of a hold, in the territory's own time."""

    until = DayField(_l("Until the end of"), [Needed()])

    def instant(self) -> datetime:
        """The end, of a form that validated."""
        return instant(self.until.data, _EVENING, clock.zone())  # type: ignore[arg-type] # validated: it is there
