"""Who could serve whom: pairs preselected by index, a few too many, never one too few. The core decides.

Each direction asks two questions of the indexes (DESIGN 4.1): who stands within my reach, and whose reach covers me.
Circles are inflated, so what the plane finds holds all that the sphere would. A reach of zero is a centimetre here:
two listings at one place meet without anybody going anywhere.
"""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session

_LIVE = "{0}.state IN ('published', 'observed')"
_BOTH_LIVE = f"{_LIVE.format('offer')} AND {_LIVE.format('need')} AND offer.business_id <> need.business_id"
_NEEDS_FOR_OFFER = """
    need.material @> offer.material AND (
        need.reach @> circle(offer.place, 0) OR need.place <@ coalesce(offer.reach, circle(offer.place, 0.01)))
"""
_OFFERS_FOR_NEED = """
    offer.material <@ need.material AND (
        offer.reach @> circle(need.place, 0) OR offer.place <@ coalesce(need.reach, circle(need.place, 0.01)))
"""
_OF_OFFER = sa.text(
    f"SELECT need.id FROM offer JOIN need ON {_NEEDS_FOR_OFFER} WHERE {_BOTH_LIVE} AND offer.id = :id"  # noqa: S608 # nosec B608 — constants
)
_OF_NEED = sa.text(
    f"SELECT offer.id FROM need JOIN offer ON {_OFFERS_FOR_NEED} WHERE {_BOTH_LIVE} AND need.id = :id"  # noqa: S608 # nosec B608 — constants
)
_OF_OFFERS = sa.text(
    f"SELECT offer.id, need.id FROM offer JOIN need ON {_NEEDS_FOR_OFFER} WHERE {_BOTH_LIVE} AND offer.id = ANY(:ids)"  # noqa: S608 # nosec B608 — constants
)


def needs_for(offer_id: UUID) -> Sequence[UUID]:
    """Live needs of other businesses that might take the offer; none where it is not live itself."""
    return session().scalars(_OF_OFFER, {"id": offer_id}).all()


def offers_for(need_id: UUID) -> Sequence[UUID]:
    """Live offers of other businesses that might serve the need; none where it is not live itself."""
    return session().scalars(_OF_NEED, {"id": need_id}).all()


def pairs_of(offer_ids: Sequence[UUID]) -> Sequence[tuple[UUID, UUID]]:
    """Candidate pairs (offer, need) of many offers at once."""
    return [(offer, need) for offer, need in session().execute(_OF_OFFERS, {"ids": list(offer_ids)})]
