"""Whether a listing must wait for a person: rooms further left answer, because listings know no rules of theirs."""

from collections.abc import Callable
from datetime import datetime

from exchange.kernel.orm import session
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.policy import SHOWN

Vet = Callable[[Offer | Need, datetime], bool]
_VETS: dict[str, Vet] = {}
_LOOKED_AT = SHOWN | {ListingState.IN_REVIEW}


def vetting(name: str) -> Callable[[Vet], Vet]:
    """Register who looks at what is posted or changed, and says whether it must wait. Again replaces the former."""

    def register(asked: Vet) -> Vet:
        _VETS[name] = asked
        return asked

    return register


def vet(listing: Offer | Need, at: datetime) -> None:
    """Have a listing looked at, in the transaction that posts or changes it; what must wait is not shown.

    What waits already is looked at as well, so that its moderator reads why.
    """
    if listing.state not in _LOOKED_AT:
        return
    session().flush()
    must_wait = [asked(listing, at) for asked in _VETS.values()]
    if any(must_wait) and listing.state in SHOWN:
        listing.state = ListingState.IN_REVIEW
        if listing.published_at == at:
            listing.published_at = None
        session().flush()
