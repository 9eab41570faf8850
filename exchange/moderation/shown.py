"""A case as the desk shows it: all that is needed to decide, on one card."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.models import Business
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.trade import LegalStatus
from exchange.listings import labels
from exchange.listings.legal import ByProductTest, EndOfWasteAct
from exchange.listings.models import Need, Offer, Photo
from exchange.listings.policy import PUBLIC
from exchange.moderation import policy, queries
from exchange.moderation.models import ListingKind
from exchange.web import formats

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that found a listing: whether it has it wait, and the evidence in words."""

    rule: str
    holds: bool
    why: Sequence[str]


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One listing of the queue, in the language of the page."""

    kind: ListingKind
    listing_id: UUID
    version: int
    title: str
    description: str
    facts: list[Fact]
    holder: Business
    waiting_since: datetime
    is_public: bool
    is_hazardous: bool
    is_own: bool
    photo: Photo | None
    material_code: str
    findings: Sequence[Finding] = ()

    @property
    def anchor(self) -> str:
        """The id of its card, and of the part that replaces it."""
        return f"case-{self.listing_id}"


def shown(
    listing: queries.Listing,
    catalogue: Catalogue,
    language: str,
    *,
    own: Collection[UUID],
    photo: Photo | None,
    findings: Sequence[Finding] = (),
) -> ShownCase:
    """The card of one listing; ``own`` are the moderator's businesses, whose cases they only read."""
    is_offer = isinstance(listing, Offer)
    return ShownCase(
        kind=ListingKind.OFFER if is_offer else ListingKind.NEED,
        listing_id=listing.id,
        version=listing.version,
        title=listing.title,
        description=listing.description,
        facts=list(_facts(listing, catalogue, language)),
        holder=listing.business,
        waiting_since=queries.entered_at(listing),
        is_public=listing.state in PUBLIC,
        is_hazardous=isinstance(listing, Offer) and listing.is_hazardous,
        is_own=not policy.may_decide(own, listing.business_id),
        photo=photo,
        material_code=_codes(listing)[0],
        findings=findings,
    )


def _codes(listing: queries.Listing) -> list[str]:
    return [listing.material_code] if isinstance(listing, Offer) else [row.material_code for row in listing.accepts]


def _facts(listing: queries.Listing, catalogue: Catalogue, language: str) -> Iterator[Fact]:
    yield _("Material"), ", ".join(catalogue.label(code, language) for code in _codes(listing))
    if isinstance(listing, Offer):
        yield from _offer_facts(listing)
    else:
        yield from _need_facts(listing)
    yield _("Site"), listing.site.label


def _offer_facts(offer: Offer) -> Iterator[Fact]:
    yield _("Quantity"), f"{formats.mass(offer.declared_kg)} · {labels.rhythm(offer.rhythm)}"
    yield _("Price"), formats.eur_per_t(offer.price_eur_per_t)
    if offer.condition is not None:
        yield _("Condition"), str(labels.grade(offer.condition))
    for name, words in (_("Composition"), offer.composition), (_("Packaging"), offer.packaging):
        if words:
            yield name, words
    if offer.legal_status is not None:
        yield _("Legal status"), str(labels.legal_status(offer.legal_status))
        yield from _legal_facts(offer.legal_status, offer)


def _legal_facts(status: LegalStatus, offer: Offer) -> Iterator[Fact]:
    """The holder's answers to the questions of the status."""
    answers: dict[str, Any] = offer.legal_answers
    if status is LegalStatus.WASTE:
        yield _("Waste code"), str(answers.get("waste_code") or offer.waste_code or "")
    if status is LegalStatus.BY_PRODUCT:
        for test in ByProductTest:
            yield str(labels.by_product_test(test)), str(answers.get("tests", {}).get(test) or _("Not answered"))
    if status is LegalStatus.END_OF_WASTE:
        act = answers.get("act")
        yield _("Act"), str(labels.end_of_waste_act(EndOfWasteAct(act))) if act else _("Not answered")


def _need_facts(need: Need) -> Iterator[Fact]:
    yield _("Wanted"), f"{formats.mass(need.wanted_kg)} · {labels.rhythm(need.rhythm)}"
    limit = need.highest_eur_per_t
    yield _("Highest price"), formats.eur_per_t(limit) if limit is not None else _("No limit told")
    yield _("Collects within"), formats.km(need.collects_within_km)
    statuses = [str(labels.legal_status(LegalStatus(status))) for status in need.accepted_statuses]
    yield _("Accepted legal status"), ", ".join(statuses) or _("Any")
