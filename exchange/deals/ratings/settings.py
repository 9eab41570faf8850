"""How long a finished deal can be rated."""

from datetime import timedelta

from flask import current_app

RATING_DAYS = 14
"""Unless set otherwise: long enough for the goods to have been used, short enough to remember."""


def rating_window() -> timedelta:
    """The setting ``RATING_DAYS``."""
    return timedelta(days=int(current_app.config["RATING_DAYS"]))
