"""After a press about many cases: what was left out, each with why."""

from flask import flash
from flask_babel import gettext as _

from exchange.moderation.batches import Done


def tell_left_out(done: Done) -> None:
    """One line for each case that could not be decided."""
    for name, why in done.left:
        flash(_("Left out: “%(title)s”. %(why)s", title=name, why=why), "warning")
