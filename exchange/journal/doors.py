"""What the journal adds to the app: nothing to see yet but what other rooms show of it."""

from flask import Flask

from exchange.journal import models

MODELS = models


def register(_app: Flask) -> None:
    """The journal has no doors of its own: histories are panels of their subjects' pages."""
