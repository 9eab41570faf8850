"""A letter to a business that is not here yet: what a register says about it, and how it can answer."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.accounts.models import Site
from exchange.catalogue import queries as catalogue
from exchange.kernel import mail
from exchange.kernel.territory import territory
from exchange.kernel.trade import Country
from exchange.matching.core.facts import Side
from exchange.steering.sides import Half
from exchange.web.formats import day
from exchange.web.languages import current_language

_FLEMISH = ((1500, 1999), (2000, 3999), (8000, 9999))
"""Belgian postal codes of the Flemish provinces; Brussels and Wallonia are written to in French."""
_COARSE_KM = 5
"""How exactly a letter says where the other is: no closer than the public cell."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Ready to print or copy."""

    to: str
    subject: str
    paragraphs: list[str]


def language_of(site: Site) -> str:
    """The language in which a business at a place is written to."""
    if site.country is Country.GB:
        return "en"
    return "nl" if site.country is Country.BE and _is_flemish(site) else "fr"


def _is_flemish(site: Site) -> bool:
    """By its postal code; registers often give only the place, then by the nearest locality that is known."""
    code = site.postal_code or _nearest_postal_code(site)
    return code.isdigit() and any(first <= int(code) <= last for first, last in _FLEMISH)


def _nearest_postal_code(site: Site) -> str:
    known = [commune for commune in territory().communes.values() if commune.country is Country.BE]
    x, y, z = site.place.unit
    nearest = min(
        known, default=None, key=lambda one: sum((a - b) ** 2 for a, b in zip(one.place.unit, (x, y, z), strict=True))
    )
    return nearest.postal_codes[0] if nearest else ""


def written(own: Half, distance_km: float, *, on: date) -> Letter:
    """In the language in force. Nobody else is named in it, and no figure is told."""
    values = {
        "exchange": territory().name,
        "material": catalogue.current().label(own.material_code, current_language()),
        "source": own.listing.observed_source or _("a public register"),
        "site": own.listing.site.name,
    }
    about = max(_COARSE_KM, round(distance_km / _COARSE_KM) * _COARSE_KM)
    return Letter(
        to=own.listing.business.name,
        subject=_("A neighbour for your “%(material)s”", **values),
        paragraphs=[
            day(on),
            _("Dear Sir or Madam,"),
            _say_what(own.side, values),
            ngettext(
                "A business within about %(num)d kilometre could go together with you.",
                "A business within about %(num)d kilometres could go together with you.", about,
            ),
            _("Nobody sees these facts but the facilitators of the exchange. If you want to hear more, sign up at "
              "%(address)s; it takes three minutes and costs nothing.", address=mail.web_address("/sign-up")),
            _number(own),
            _("You will then see what registers say about you. You confirm it, correct it or drop it."),
            _("Kind regards, the facilitators of the exchange %(exchange)s", **values),
        ],
    )  # fmt: skip


def _say_what(side: Side, values: dict[str, str]) -> str:
    if side is Side.OFFER:
        return _("Navette brings businesses of %(exchange)s together: what one has left over another can use. "
                 "%(source)s says that “%(material)s” leaves your site %(site)s.", **values)  # fmt: skip
    return _("Navette brings businesses of %(exchange)s together: what one has left over another can use. "
             "%(source)s says that your site %(site)s takes in “%(material)s”.", **values)  # fmt: skip


def _number(own: Half) -> str:
    number = own.listing.business.registration_number
    if number:
        return _("Please sign up with your company number %(number)s, so that we know you.", number=number)
    return _("Please sign up with your company number, and mention this letter, so that we know you.")
