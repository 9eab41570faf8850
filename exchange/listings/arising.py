"""The weekdays and the season of a flow, in plain words."""

from collections.abc import Sequence

from babel.dates import get_day_names, get_month_names
from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from exchange.listings.core.season import stretches
from exchange.listings.models import Need, Offer


def when(listing: Offer | Need) -> str:
    """«Tuesday and Friday, October to December»; empty where it arises on any day of the year."""
    return ", ".join(part for part in (_weekdays(listing.weekdays), _season(listing.months)) if part)


def _weekdays(days: Sequence[int]) -> str:
    names = get_day_names("wide", "format", get_locale() or "en")
    return format_list([names[day - 1] for day in days], locale=get_locale() or "en") if days else ""


def _season(months: Sequence[int]) -> str:
    names = get_month_names("wide", "format", get_locale() or "en")
    told = [
        names[first] if first == last else _("%(first)s to %(last)s", first=names[first], last=names[last])
        for first, last in stretches(months)
    ]
    return format_list(told, locale=get_locale() or "en") if told else ""
