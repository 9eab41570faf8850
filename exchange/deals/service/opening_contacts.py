"""Who is behind the other side: shown by an act that both sides can read afterwards."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals import policy, queries
from exchange.deals.core.looking import Look
from exchange.deals.service.drafts import Party
from exchange.deals.service.steps import locked, moved_on
from exchange.journal import service as journal
from exchange.kernel.refusals import ensure


def open_contacts(deal_id: UUID, *, by: Party, at: datetime) -> bool:
    """Note who sees whose contacts in which deal; from then on they are shown. Whether anybody was new.

    Raises NotFound for strangers, Conflict while nothing is agreed, Forbidden for a company that nobody has verified.
    The deal's lock makes of two presses at once one line.
    """
    deal = locked(deal_id, by)
    if not policy.may_see_contacts(by.business_id, deal):
        raise moved_on()
    words = _("Contacts open once your company has been verified.")
    ensure(policy.may_open_contacts(by.business_id, deal), "unverified_business", words)
    known = queries.opened_contacts(deal.id, by=by.person_id, of_business=by.business_id)
    other = deal.other_side(by.business_id)
    fresh = [str(person.id) for person in queries.people_of(other) if person.id not in known]
    if fresh:
        journal.record(
            "deal", deal.id, Look.OPEN_CONTACTS, at=at, by=by.person_id, business_id=by.business_id, of=other,
            people=fresh,
        )  # fmt: skip
    return bool(fresh)
