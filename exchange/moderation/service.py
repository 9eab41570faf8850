"""Deciding about listings: once each, never one's own, and a refusal only with its reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.cases import service as leases
from exchange.accounts.cases.models import CaseKind
from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, ensure
from exchange.listings import service as listings
from exchange.listings.models import ListingState, Offer
from exchange.listings.policy import SHOWN
from exchange.moderation import policy, queries
from exchange.moderation.models import Ground, ListingKind, Measure, Outcome, Redress, Review, StatementOfReasons
from exchange.moderation.queries import Listing
from exchange.notices import service as notices

_PUBLISH: dict[ListingKind, Callable[..., Listing]] = {
    ListingKind.OFFER: listings.publish_offer,
    ListingKind.NEED: listings.publish_need,
}
_REJECT: dict[ListingKind, Callable[..., Listing]] = {
    ListingKind.OFFER: listings.reject_offer,
    ListingKind.NEED: listings.reject_need,
}
_HOLD: dict[ListingKind, Callable[..., Listing]] = {
    ListingKind.OFFER: listings.hold_offer,
    ListingKind.NEED: listings.hold_need,
}
_REINSTATE: dict[ListingKind, Callable[..., Listing]] = {
    ListingKind.OFFER: listings.reinstate_offer,
    ListingKind.NEED: listings.reinstate_need,
}


@dataclass(frozen=True, slots=True)
class Case:
    """Which listing, and which version of it the moderator had before their eyes."""

    kind: ListingKind
    listing_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a listing is refused: the law or rule, and the moderator's own words (1 to 4,000 characters)."""

    ground: Ground
    explanation: str


def approve(case: Case, *, by: UUID, at: datetime) -> Review:
    """Yes: what was in review is published, what is shown already stays.

    Raises NotFound; Forbidden for one's own company; Conflict when it was decided or changed meanwhile, or while
    somebody else has taken it.
    """
    listing = _open_case(case, by, at)
    was_hidden = listing.state is ListingState.IN_REVIEW
    review = _decided(listing, case, Outcome.APPROVED, by, at)
    journal.record(case.kind, listing.id, "approved", at=at, by=by, review_id=review.id, version=case.version)
    if was_hidden:
        _PUBLISH[case.kind](listing.id, by=by, at=at)
        _tell(listing, review, "listing_approved", f"/{case.kind}s/{listing.id}")
    return review


def refuse(case: Case, reasons: Reasons, *, by: UUID, at: datetime) -> Review:
    """No: the listing goes back to draft, and its holder is owed and told the reasons. Raises as ``approve``."""
    listing = _open_case(case, by, at)
    return _refused(listing, case, _statement(listing, reasons, at), by, at)


def take_down(kind: ListingKind, listing_id: UUID, reasons: Reasons, *, by: UUID, at: datetime) -> Review:
    """After a notice: what is shown goes back to its holder as a draft, whether or not it was approved before."""
    listing = _shown(kind, listing_id, by)
    case = Case(kind, listing.id, listing.version)
    return _refused(listing, case, _statement(listing, reasons, at, found_by="notice"), by, at)


def hide(kind: ListingKind, listing_id: UUID, reasons: Reasons, *, by: UUID, at: datetime) -> Review:
    """After a notice: what is shown waits on the desk again, with its reasons, until somebody has looked once more."""
    listing = _shown(kind, listing_id, by)
    statement = _statement(listing, reasons, at, found_by="notice")
    statement.measure = Measure.HELD
    review = _decided(listing, Case(kind, listing.id, listing.version), Outcome.REFUSED, by, at, statement)
    _HOLD[kind](listing.id, by=by, at=at)
    _tell(listing, review, "listing_held", f"/statements/{statement.id}", ground=reasons.ground)
    return review


def reinstate(review: Review, *, by: UUID, at: datetime) -> bool:
    """A refusal was wrong: what its holder has not touched since is shown, as it would have been.

    False where it was edited, posted again or withdrawn meanwhile: then it goes its own way.
    """
    listing = queries.locked_listing(review.listing_kind, review.listing_id)
    is_as_left = listing is not None and listing.state in {ListingState.DRAFT, ListingState.IN_REVIEW}
    if listing is None or not is_as_left or listing.version != review.listing_version:
        return False
    case = Case(review.listing_kind, listing.id, listing.version)
    _decided(listing, case, Outcome.APPROVED, by, at)
    _REINSTATE[case.kind](listing.id, by=by, at=at)
    return True


def ensure_open(kind: ListingKind, listing: Listing | None, *, by: UUID) -> Listing:
    """The listing, if it waits and is not of the moderator's own company.

    Raises NotFound, Forbidden, or Conflict naming who decided before.
    """
    if listing is None:
        raise NotFound
    others = policy.may_decide(queries.business_ids_of(by), listing.business_id)
    ensure(others, "own_company", _("This is your own company's listing: somebody else has to decide."))
    if not queries.is_waiting(kind, listing.id):
        raise _not_waiting(kind, listing.id)
    return listing


def _refused(listing: Listing, case: Case, statement: StatementOfReasons, by: UUID, at: datetime) -> Review:
    review = _decided(listing, case, Outcome.REFUSED, by, at, statement)
    journal.record(
        case.kind, listing.id, "refused", at=at, by=by, review_id=review.id, statement_id=statement.id,
        version=case.version, measure=statement.measure, ground=statement.ground, explanation=statement.explanation,
    )  # fmt: skip
    _REJECT[case.kind](listing.id, by=by, at=at)
    _tell(listing, review, "listing_refused", f"/statements/{statement.id}", ground=statement.ground)
    return review


def _shown(kind: ListingKind, listing_id: UUID, by: UUID) -> Listing:
    """The locked listing while it is out there. Raises NotFound, Forbidden for one's own company, Conflict."""
    listing = queries.locked_listing(kind, listing_id)
    if listing is None:
        raise NotFound
    others = policy.may_decide(queries.business_ids_of(by), listing.business_id)
    ensure(others, "own_company", _("This is your own company's listing: somebody else has to decide."))
    if listing.state not in SHOWN | {ListingState.PAUSED}:
        raise Conflict("not_shown", _("This is not shown any more."))
    return listing


def _open_case(case: Case, by: UUID, at: datetime) -> Listing:
    """The locked listing, still as the moderator saw it, and nobody else's case."""
    listing = ensure_open(case.kind, queries.locked_listing(case.kind, case.listing_id), by=by)
    if listing.version != case.version:
        raise Conflict("changed", _("The listing was changed after you opened it. Reload the desk and look again."))
    leases.deciding(CaseKind(case.kind), listing.id, by=by, at=at)
    return listing


def _not_waiting(kind: ListingKind, listing_id: UUID) -> Conflict:
    name = queries.decided_by(kind, listing_id)
    if name is None:
        return Conflict("not_waiting", _("The holder took this listing back: there is nothing to decide."))
    return Conflict("decided", _("This was already decided by %(name)s.", name=name))


def _decided(
    listing: Listing, case: Case, outcome: Outcome, by: UUID, at: datetime, statement: StatementOfReasons | None = None
) -> Review:
    if statement is not None:
        session().add(statement)
        session().flush()
    review = Review(
        id=new_id(), listing_kind=case.kind, listing_id=listing.id, listing_version=case.version, outcome=outcome,
        waiting_since=queries.entered_at(listing), decided_by=by, decided_at=at,
        statement_id=statement.id if statement else None,
    )  # fmt: skip
    session().add(review)
    session().flush()
    return review


def _statement(listing: Listing, reasons: Reasons, at: datetime, *, found_by: str = "review") -> StatementOfReasons:
    """All that article 17(3) asks for. The facts are the listing as it stood: a draft will not stay like that."""
    was_shown = listing.state in SHOWN | {ListingState.PAUSED}
    return StatementOfReasons(
        id=new_id(), business_id=listing.business_id, ground=reasons.ground, explanation=reasons.explanation,
        measure=Measure.TAKEN_DOWN if was_shown else Measure.NOT_PUBLISHED, facts=_facts(listing, found_by),
        was_automated=False, redress=list(Redress), made_at=at,
    )  # fmt: skip


def _facts(listing: Listing, found_by: str) -> dict[str, Any]:
    """What the decision rests on, and whether our own check found it or somebody's notice; never whose."""
    facts: dict[str, Any] = {"title": listing.title, "description": listing.description, "found_by": found_by}
    if isinstance(listing, Offer):
        facts |= {"legal_status": listing.legal_status, "waste_code": listing.waste_code}
    return facts


def _tell(listing: Listing, review: Review, kind: str, path: str, **facts: Any) -> None:
    notices.tell_business(
        listing.business_id, kind, at=review.decided_at, path=path, dedupe_key=f"{kind}:{review.id}",
        title=listing.title, **facts,
    )  # fmt: skip
