"""Promises across rooms that constraints of one table cannot hold, or that must be seen to hold.

Stock, deals and their ledger are proved by the deals room.
"""

import sqlalchemy as sa

from exchange.accounts.models import Business, Standing, Verification
from exchange.journal.queries import broken_links
from exchange.kernel.invariants import invariant
from exchange.kernel.mail import MailState, OutgoingMail
from exchange.kernel.orm import session
from exchange.listings.models import ListingState, Need, Offer, Rhythm
from exchange.moderation.models import Outcome, Review, StatementOfReasons


@invariant("the journal's chain is whole")
def journal_is_whole() -> list[str]:
    """Nothing was changed, removed or inserted behind the journal's back."""
    return [f"journal entry {number}" for number in broken_links()]


@invariant("no need is covered beyond what it wants")
def needs_are_not_overcovered() -> list[str]:
    """Quantity agreed never exceeds quantity wanted."""
    over = sa.select(Need.id).where(sa.or_(Need.covered_kg > Need.wanted_kg, Need.covered_kg < 0))
    return [f"need {need_id}" for need_id in session().scalars(over)]


@invariant("every published offer has something to give, or is a flow")
def published_offers_have_stock() -> list[str]:
    """A lot without stock is exhausted, not published."""
    empty = sa.select(Offer.id).where(
        Offer.state == ListingState.PUBLISHED, Offer.free_kg <= 0, Offer.rhythm != Rhythm.FLOW
    )
    return [f"offer {offer_id}" for offer_id in session().scalars(empty)]


@invariant("every refusal has its reasons")
def refusals_have_reasons() -> list[str]:
    """A refused listing has a statement that explains itself; a suspended or refused company was told why."""
    bare = sa.select(Review.id).outerjoin(StatementOfReasons, StatementOfReasons.id == Review.statement_id)
    bare = bare.where(Review.outcome == Outcome.REFUSED, sa.func.coalesce(StatementOfReasons.explanation, "") == "")
    stopped = sa.or_(
        sa.and_(Business.standing == Standing.SUSPENDED, Business.standing_reason == ""),
        sa.and_(Business.verification == Verification.REFUSED, Business.verification_reason == ""),
    )
    return [
        *(f"review {review_id}" for review_id in session().scalars(bare)),
        *(f"business {business_id}" for business_id in session().scalars(sa.select(Business.id).where(stopped))),
    ]


@invariant("every mail that was sent says when")
def sent_mails_say_when() -> list[str]:
    """Sent and dated go together, so that no mail is sent twice or forgotten."""
    odd = sa.select(OutgoingMail.id).where((OutgoingMail.state == MailState.SENT) != OutgoingMail.sent_at.is_not(None))
    return [f"mail {mail_id}" for mail_id in session().scalars(odd)]
