"""Telling the two sides of an introduction, each in its readers' language, once."""

from datetime import datetime
from typing import Any

from exchange.notices import service as notices
from exchange.steering.models import Introduction
from exchange.steering.sides import Half, halves


def tell(introduction: Introduction, *, at: datetime) -> None:
    """A notice and a mail to the people of both sides; a side without people is told nothing here."""
    giver, taker = halves(introduction)
    for own, other in ((giver, taker), (taker, giver)):
        notices.tell_business(
            own.business_id,
            "introduced",
            at=at,
            path=f"/introductions/{introduction.id}",
            dedupe_key=f"introduced:{introduction.id}:{own.side}",
            **facts(own, other, introduction.distance_km),
        )


def facts(own: Half, other: Half, distance_km: float) -> dict[str, Any]:
    """What one side's sentence needs: its own material; of the other only the town, because mails travel."""
    return {
        "side": own.side.value,
        "material": own.material_code,
        "town": other.town,
        "distance_km": distance_km,
        "is_observed": own.is_observed,
    }
