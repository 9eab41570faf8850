"""Working days: what lies between a declaration and the start of a shipment."""

from datetime import date, timedelta

from exchange.kernel.trade import Country

_FIXED = {
    Country.FR: {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)},
    Country.BE: {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)},
}
"""Code du travail L3133-1; Belgian royal decree of 18 April 1974, article 1."""
_AFTER_EASTER = {1, 39, 50}
"""Easter Monday, Ascension, Whit Monday: in both countries."""
_SATURDAY = 5


def is_working_day(day: date, country: Country) -> bool:
    """Neither at a weekend nor a public holiday of the country.

    >>> is_working_day(date(2026, 5, 14), Country.FR), is_working_day(date(2026, 7, 14), Country.BE)
    (False, True)
    """
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _FIXED.get(country, set()):
        return False
    return (day - easter(day.year)).days not in _AFTER_EASTER


def after_working_days(day: date, number: int, country: Country) -> date:
    """The first day before which so many whole working days lie after a day.

    >>> after_working_days(date(2026, 11, 23), 2, Country.FR)
    datetime.date(2026, 11, 26)
    """
    left = number
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, country)
    return day + timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher).

    >>> easter(2026), easter(2027)
    (datetime.date(2026, 4, 5), datetime.date(2027, 3, 28))
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)
