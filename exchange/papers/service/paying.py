"""Saying how a company is paid."""

from datetime import datetime
from uuid import UUID

from exchange.journal import service as journal
from exchange.kernel.orm import session
from exchange.papers import queries
from exchange.papers.models import PayingDetails


def say_how_paid(business_id: UUID, *, vat_number: str, iban: str, by: UUID, at: datetime) -> PayingDetails:
    """Keep tax number and account, or take them back. The journal notes that they changed, not what they are."""
    details = queries.paying_details(business_id) or PayingDetails(business_id=business_id)
    details.vat_number, details.iban = vat_number, iban
    details.changed_at, details.changed_by = at, by
    session().add(details)
    session().flush()
    journal.record("business", business_id, "paying_details_changed", at=at, by=by, business_id=business_id)
    return details
