"""A finished deal and a way to rate it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from exchange.deals.models import Deal
from exchange.deals.ratings import service
from exchange.deals.ratings.models import Rating
from exchange.deals.service import Party
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals.acts import TUESDAY

WINDOW = timedelta(days=14)
Say = Callable[..., Rating]


@pytest.fixture
def say() -> Say:
    """Rate a deal with the same points everywhere."""

    def rate(deal: Deal, by: Party, points: int = 4, comment: str = "", at: datetime = TUESDAY) -> Rating:
        with unit_of_work():
            draft = service.RatingDraft(points, points, points, comment)
            return service.rate(deal.id, draft, by=by, at=at, window=WINDOW)

    return rate
