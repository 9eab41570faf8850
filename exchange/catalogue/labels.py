"""What people call the catalogue's units, in the language of the page."""

from decimal import ROUND_CEILING, Decimal

from flask_babel import ngettext

from exchange.catalogue.core.entries import UnitEntry
from exchange.web.languages import current_language

_SYMBOLS = {"kg": "kg", "g": "g", "t": "t", "l": "l", "hl": "hl", "m3": "m³", "m2": "m²", "m": "m"}


def unit(entry: UnitEntry, quantity: Decimal | int = 1) -> str:
    """A trade unit beside a quantity of it: its symbol, its name in the number that fits, or what else it is called."""
    names = entry.aliases.get(current_language()) or entry.aliases.get("en") or (entry.code,)
    return _SYMBOLS.get(entry.code) or _counted(_whole(quantity)).get(entry.code) or names[0]


def _whole(quantity: Decimal | int) -> int:
    """Plural rules ask for a whole number: one and a half pallets are pallets."""
    return int(Decimal(quantity).to_integral_value(ROUND_CEILING))


def _counted(num: int) -> dict[str, str]:
    """The units that lots are counted in; the catalogue's data know them in the singular only."""
    return {
        "unit": ngettext("piece", "pieces", num),
        "pair": ngettext("pair", "pairs", num),
        "pallet": ngettext("loaded pallet", "loaded pallets", num),
        "pallet_eur": ngettext("EUR pallet", "EUR pallets", num),
        "pallet_ind": ngettext("industrial pallet", "industrial pallets", num),
        "bigbag": ngettext("big bag", "big bags", num),
        "ibc": ngettext("IBC of 1000 l", "IBCs of 1000 l", num),
        "drum_200": ngettext("drum of 200 l", "drums of 200 l", num),
        "roll": ngettext("roll", "rolls", num),
        "bobbin": ngettext("bobbin", "bobbins", num),
        "bale_occ": ngettext("bale of cardboard", "bales of cardboard", num),
        "skip_8": ngettext("skip of 8 m³", "skips of 8 m³", num),
        "skip_15": ngettext("skip of 15 m³", "skips of 15 m³", num),
        "skip_30": ngettext("skip of 30 m³", "skips of 30 m³", num),
        "truckload": ngettext("full truckload", "full truckloads", num),
    }
