"""Sectors as the sections of NACE rev. 2, which French and Belgian codes share by their first two digits."""

from flask_babel import lazy_gettext as _l

SECTIONS: dict[str, tuple[int, int]] = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (45, 47), "H": (49, 53),
    "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68), "M": (69, 75), "N": (77, 82), "O": (84, 84),
    "P": (85, 85), "Q": (86, 88), "R": (90, 93), "S": (94, 96),
}  # fmt: skip
"""First and last division. Source: Regulation (EC) 1893/2006, annex I; households and embassies (T, U) left out."""

_LABELS = {
    "A": _l("Farming, forestry and fishing"),
    "B": _l("Mining and quarrying"),
    "C": _l("Industry"),
    "D": _l("Energy"),
    "E": _l("Water, waste and recycling"),
    "F": _l("Construction"),
    "G": _l("Trade and vehicle repair"),
    "H": _l("Transport and warehouses"),
    "I": _l("Hotels and restaurants"),
    "J": _l("Information and media"),
    "K": _l("Finance and insurance"),
    "L": _l("Real estate"),
    "M": _l("Science, engineering and law"),
    "N": _l("Services to businesses"),
    "O": _l("Public administration"),
    "P": _l("Education"),
    "Q": _l("Health and care"),
    "R": _l("Arts, sports and leisure"),
    "S": _l("Associations and personal services"),
}


def label(section: str) -> str:
    """How a section is called on a filter."""
    return str(_LABELS[section])


def divisions(section: str) -> list[str]:
    """The two digits with which the codes of a section begin.

    >>> divisions("F")
    ['41', '42', '43']
    """
    first, last = SECTIONS[section]
    return [f"{number:02}" for number in range(first, last + 1)]
