"""Words for points."""

from typing import Any

from flask_babel import lazy_gettext as _l


def points(number: int) -> Any:
    """What a number of points means."""
    return {
        5: _l("5 – very good"),
        4: _l("4 – good"),
        3: _l("3 – fair"),
        2: _l("2 – poor"),
        1: _l("1 – very poor"),
    }[number]
