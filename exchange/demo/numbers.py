"""Company numbers that pass every checksum and belong to nobody: ranges that no register has reached."""

from stdnum.luhn import calc_check_digit

from exchange.kernel.registration import Registration, RegistrationKind
from exchange.kernel.trade import Country

DEMO_FROM, REVIEW_FROM = 100_000, 900_000
"""Where the numbers of demo and review start, so that they never meet."""


def fictitious(number: int, country: Country) -> Registration:
    """The n-th invented number (0 to 999,999) of a country.

    >>> fictitious(7, Country.FR).number, fictitious(7, Country.BE).number
    ('990000077', '1900000762')
    """
    if country is Country.BE:
        stem = f"19{number:06d}"
        return Registration(RegistrationKind.BCE, f"{stem}{97 - int(stem) % 97:02d}")
    stem = f"99{number:06d}"
    return Registration(RegistrationKind.SIREN, stem + calc_check_digit(stem))
