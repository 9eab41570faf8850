"""Slots of a page that rooms further left fill: the offer page shows matches without knowing matching."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

Draw = Callable[[Any], str]
_PANELS: dict[str, list[tuple[int, str, Draw]]] = {}


def panel(slot: str, order: int) -> Callable[[Draw], Draw]:
    """Register a function that draws a part for the slot's subject; an empty string draws nothing.

    Slots: ``offer``, ``need`` (main column of their pages), ``offer.aside``, ``need.aside``, ``home``,
    ``company``, ``company.public`` (what strangers see of one), ``desk``, ``desk.company``; ``deal.header``,
    ``deal``, ``deal.aside`` (subject: a deal of the business acted for), ``load`` (subject:
    ``deals.shown.LoadSeen``); ``offer.preview`` and ``need.preview`` on posting forms (subject: a sketch).

    Parts come from templates, so what they hold is escaped already. Registering a function of the same module and
    name again replaces it; rooms may well choose the same name.
    """

    def register(draw: Draw) -> Draw:
        entries, name = _PANELS.setdefault(slot, []), f"{draw.__module__}.{draw.__qualname__}"
        others = [entry for entry in entries if entry[1] != name]
        entries[:] = sorted([*others, (order, name, draw)], key=lambda entry: entry[:2])
        return draw

    return register


def panels(slot: str, subject: Any = None) -> Markup:
    """All panels of a slot, in order, for a subject."""
    return Markup("").join(Markup(draw(subject)) for _, _, draw in _PANELS.get(slot, []))  # noqa: S704 # nosec B704 # nosemgrep: markup-from-data — templates did
