"""A person asks to be erased, thinks better of it, or is erased."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts import letters, passwords
from exchange.accounts.erasing import queries
from exchange.accounts.erasing.models import ErasureRequest
from exchange.accounts.erasing.plan import statements
from exchange.accounts.measures.barring import bar
from exchange.accounts.models import Business, Membership, Person
from exchange.accounts.service.sign_ins import end_sign_ins_of
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict

DAYS_TO_THINK = timedelta(days=7)
"""How long it can be undone: longer than a holiday weekend, well within the month of GDPR article 12(3)."""
MOST_NAMED = 5


def ask(person_id: UUID, password: str, *, at: datetime) -> bool:
    """Set the day, for who knows the password; the mailbox hears of it. Whether the password was right.

    A second request while one waits changes nothing. Raises Conflict while something must be settled first.
    """
    person = session().get_one(Person, person_id)
    if not passwords.opens(person.password_hash, password):
        return False
    _refuse_while_needed(person_id)
    row = insert(ErasureRequest).values(id=new_id(), person_id=person_id, asked_at=at, due_at=at + DAYS_TO_THINK)
    unless_waiting = row.on_conflict_do_nothing(index_elements=["person_id"], index_where=sa.and_(*queries.OPEN))
    fresh = session().scalar(unless_waiting.returning(ErasureRequest.id))
    if fresh is not None:
        letters.will_be_erased(person, on=at + DAYS_TO_THINK, key=str(fresh))
        happened("person", person_id, "asked_to_be_erased", at=at, by=person_id)
    return True


def withdraw(person_id: UUID, *, at: datetime) -> bool:
    """Think better of it. Whether there was something to undo."""
    waiting = sa.update(ErasureRequest).where(ErasureRequest.person_id == person_id, *queries.OPEN)
    found = session().execute(waiting.values(withdrawn_at=at).returning(ErasureRequest.id)).first()
    if found is not None:
        happened("person", person_id, "stayed", at=at, by=person_id)
    return found is not None


def erase(request_id: UUID, *, at: datetime) -> bool:
    """Do it, all in one transaction. Whether it was done: who took on a deal meanwhile stays until it has ended."""
    waiting = sa.select(ErasureRequest).where(ErasureRequest.id == request_id, *queries.OPEN)
    request = session().scalar(waiting.where(ErasureRequest.due_at <= at).with_for_update())
    if request is None:
        return False
    try:
        _refuse_while_needed(request.person_id)
    except Conflict:
        return False
    person = session().get_one(Person, request.person_id)
    request.done_at = at
    end_sign_ins_of(person.id, at=at)
    bar(person, at=at)
    _erase_rows(person)
    left = sa.update(Membership).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    session().execute(left.values(ended_at=at))
    session().expire_all()
    happened("person", request.person_id, "erased", at=at)
    return True


def _erase_rows(person: Person) -> None:
    with force_locale(person.language):
        name = _("Former member")
    session().flush()
    for statement in statements(person, name=name):
        session().execute(statement.execution_options(synchronize_session=False))


def _refuse_while_needed(person_id: UUID) -> None:
    """The rows of the businesses are locked: two managers who go at once cannot leave nobody behind."""
    mine = sa.select(Membership.business_id).where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    session().execute(sa.select(Business.id).where(Business.id.in_(mine)).order_by(Business.id).with_for_update())
    for business in queries.left_alone(person_id):
        if queries.has_colleagues(person_id, business.id):
            message = _("You are the last manager of %(company)s: invite another one first.", company=business.name)
            raise Conflict("last_manager", message)
        if titles := queries.unsettled(business.id):
            raise Conflict("unsettled_business", _settle_first(business, titles))


def _settle_first(business: Business, titles: list[str]) -> str:
    named = ", ".join(titles[:MOST_NAMED]) + (" …" if len(titles) > MOST_NAMED else "")
    return _(
        "%(company)s would be left with nobody. End its deals and withdraw its listings first: %(named)s",
        company=business.name, named=named,
    )  # fmt: skip
