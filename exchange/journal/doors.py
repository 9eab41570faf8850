"""What the journal adds to the app: nothing to see yet but what other rooms show of it."""

from flask import Flask

from exchange.journal import models, service
from exchange.kernel.happenings import recorded_by

MODELS = models


def register(_app: Flask) -> None:
    """The journal has no doors of its own; it listens to the rooms that cannot see it."""
    recorded_by("journal", service.record)
