"""The two sides of an introduction, and what each may learn of the other: never a register's figure, never a name
that is not in a public register or that its holder keeps hidden."""

from dataclasses import dataclass
from uuid import UUID

from exchange.accounts.models import Standing
from exchange.listings.models import ListingState, Need, Offer
from exchange.matching.core.facts import Side
from exchange.steering.models import Introduction


@dataclass(frozen=True, slots=True)
class Half:
    """One side as it stands today."""

    side: Side
    listing: Offer | Need

    @property
    def business_id(self) -> UUID:
        """Whose it is."""
        return self.listing.business_id

    @property
    def material_code(self) -> str:
        """What it gives off or takes in."""
        listing = self.listing
        return listing.material_code if isinstance(listing, Offer) else listing.accepts[0].material_code

    @property
    def is_observed(self) -> bool:
        """Whether a register alone says so."""
        return self.listing.state is ListingState.OBSERVED

    @property
    def open_name(self) -> str:
        """The name that anybody may read in a public register; empty once the business is here and has its say."""
        is_known_from_registers_only = self.is_observed and self.listing.business.standing is Standing.UNCLAIMED
        return self.listing.business.name if is_known_from_registers_only else ""

    @property
    def town(self) -> str:
        """Where the public is told that it is."""
        return self.listing.cell_name


def halves(introduction: Introduction) -> tuple[Half, Half]:
    """Who has it, who could take it."""
    return Half(Side.OFFER, introduction.offer), Half(Side.NEED, introduction.need)


def half_of(introduction: Introduction, business_id: UUID) -> tuple[Half, Half] | None:
    """The business's own side and the other one; None for a business that is neither."""
    giver, taker = halves(introduction)
    if business_id == giver.business_id:
        return giver, taker
    return (taker, giver) if business_id == taker.business_id else None
