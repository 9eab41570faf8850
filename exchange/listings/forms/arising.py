"""On which weekdays and in which months a flow arises: none ticked, on all of them."""

from typing import Any

from babel.dates import get_day_names, get_month_names
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from exchange.listings.core.season import EVERY_MONTH, EVERY_WEEKDAY, ever
from exchange.listings.forms.choices import TicksField, choices
from exchange.listings.models import Rhythm
from exchange.web.forms import ExchangeForm

WEEKLY = "weekly"
"""Every week: a flow, too, whose quantity is what one week brings. The other answers are those of ``Rhythm``."""


class ArisingQuestions(ExchangeForm):
    """Weekdays and months of what comes again and again; for what comes once they say nothing."""

    weekdays = TicksField(_l("On which days"), description=_l("None ticked: any day."))
    months = TicksField(_l("In which months"), description=_l("None ticked: all year."))

    def __init__(self, *given: Any, **data: Any) -> None:
        super().__init__(*given, **data)
        locale = get_locale() or "en"
        days, months = get_day_names("wide", "stand-alone", locale), get_month_names("wide", "stand-alone", locale)
        self.weekdays.choices = choices((str(number), days[number - 1]) for number in EVERY_WEEKDAY)
        self.months.choices = choices((str(number), months[number]) for number in EVERY_MONTH)

    def is_flow(self) -> bool:
        """Whether it comes again and again."""
        return self["rhythm"].data in {WEEKLY, Rhythm.FLOW.value}

    def is_weekly(self) -> bool:
        """Whether the quantity is what one week brings."""
        return bool(self["rhythm"].data == WEEKLY)

    def arising(self) -> dict[str, Any]:
        """How often, days and months as a draft keeps them; all of them are the same as none. After validation."""
        days, months = (_numbers(self[name].data) if self.is_flow() else () for name in ("weekdays", "months"))
        return {
            "rhythm": Rhythm.FLOW if self.is_flow() else Rhythm.ONE_OFF,
            "is_weekly": self.is_weekly(),
            "weekdays": () if len(days) == len(EVERY_WEEKDAY) else days,
            "months": () if len(months) == len(EVERY_MONTH) else months,
        }

    def why_never(self, first: Any, last: Any) -> str:
        """What is wrong with a season that a window never meets; empty where it does."""
        if not self.is_flow() or self.months.errors or first is None or ever(first, last, self.arising()["months"]):
            return ""
        return _("Nothing arises between your first and your last day.")


def _numbers(ticked: Any) -> tuple[int, ...]:
    return tuple(sorted({int(one) for one in ticked or []}))
