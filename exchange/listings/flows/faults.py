"""What can be wrong with a register file, as a name and values; said in the reader's language when it is read."""

import enum
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

Values = Mapping[str, Any]
"""JSON-ready: texts, numbers, lists of column names."""


class Fault(enum.StrEnum):
    """The first group concerns a cell, the second a line, the third the whole file, the last is no fault of a file."""

    UNREADABLE = "unreadable"
    LENGTH = "length"
    DEGREES = "degrees"
    ROLE = "role"
    MATERIAL = "material"
    NUMBER = "number"
    BOUNDS = "bounds"
    REACH = "reach"
    DAY_FORM = "day_form"
    DAY = "day"
    REGISTRATION = "registration"
    WASTE_CODE = "waste_code"
    COUNTRY = "country"

    CELLS = "cells"
    BACKWARD = "backward"
    REPEATED = "repeated"
    MOVED = "moved"

    ENCODING = "encoding"
    CSV = "csv"
    HEADER = "header"
    TOO_LONG = "too_long"

    DROPPED = "dropped"
    CONFIRMED = "confirmed"


SETTLED = frozenset({Fault.DROPPED, Fault.CONFIRMED})
"""The line is right; its business has spoken, and that counts more than the register."""


def said(fault: Fault, values: Values) -> str:
    """The sentence for a fault. Raises KeyError where a value is missing."""
    return str(_SENTENCES[fault]) % {name: _written(value) for name, value in values.items()}


_SENTENCES = {
    Fault.UNREADABLE: _l("holds characters that cannot be stored"),
    Fault.LENGTH: _l("must be one line of 1 to %(most)s characters"),
    Fault.DEGREES: _l("must be between -%(bound)s and %(bound)s degrees"),
    Fault.ROLE: _l("must be offer or need"),
    Fault.MATERIAL: _l("unknown material '%(code)s'"),
    Fault.NUMBER: _l("must be a number with a decimal point"),
    Fault.BOUNDS: _l("must be between %(least)s and %(most)s"),
    Fault.REACH: _l("must be whole kilometres from 0 to %(most)s"),
    Fault.DAY_FORM: _l("must be a day as 2018-12-31"),
    Fault.DAY: _l("is no day of the calendar"),
    Fault.REGISTRATION: _l("is no SIREN, SIRET or Belgian enterprise number"),
    Fault.WASTE_CODE: _l("must be six digits of the List of Waste, with a star where hazardous"),
    Fault.COUNTRY: _l("must be one of %(countries)s"),
    Fault.CELLS: _l("another number of cells than the header has"),
    Fault.BACKWARD: _l("before the period starts"),
    Fault.REPEATED: _l("the same flow as in line %(line)s"),
    Fault.MOVED: _l("another place than in line %(line)s"),
    Fault.ENCODING: _l("the characters cannot be read after line %(line)s: choose another encoding"),
    Fault.CSV: _l("the file is no CSV that can be read: %(reason)s"),
    Fault.HEADER: _l("columns missing: %(missing)s; not known: %(strange)s; each name must be there once"),
    Fault.TOO_LONG: _l("more than %(most)s rows"),
    Fault.DROPPED: _l("left out: the business said that this is not so"),
    Fault.CONFIRMED: _l("left out: the business has posted this itself"),
}


def _written(value: Any) -> str:
    return (", ".join(value) or _("nothing")) if isinstance(value, list) else str(value)
