"""Appointing who runs the exchange, and taking the office back."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts import letters, policy, queries
from exchange.accounts.models import Person, StaffRole
from exchange.accounts.service.sign_ins import end_sign_ins_of
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, ensure


def appoint(email: str, role: StaffRole, *, by: UUID, at: datetime) -> Person:
    """Give somebody with a confirmed address an office. Raises NotFound for nobody, otherwise as ``_set``."""
    person = queries.person_by_email(email)
    if person is None or person.confirmed_at is None:
        raise NotFound
    return _set(person.id, role, by=by, at=at)


def dismiss(person_id: UUID, *, by: UUID, at: datetime) -> Person:
    """Take somebody's office back. Raises NotFound for who has none, otherwise as ``_set``."""
    person = session().get(Person, person_id)
    if person is None or person.staff_role is None:
        raise NotFound
    return _set(person_id, None, by=by, at=at)


def _set(person_id: UUID, role: StaffRole | None, *, by: UUID, at: datetime) -> Person:
    """Every stay of the person ends: staff stay shorter than members, and an office that is gone opens nothing.

    The administrators are held: raises Forbidden for who is none any more and for oneself, Conflict for the last one
    and for an office that the person has.
    """
    administrators = {person.id for person in queries.administrators_held()}
    ensure(by in administrators)
    ensure(policy.may_appoint(by, person_id), "oneself", _("Nobody changes their own office: another one has to."))
    if administrators == {person_id} and role is not StaffRole.ADMINISTRATOR:
        raise Conflict("last_administrator", _("Somebody has to administer the exchange."))
    change = sa.update(Person).where(Person.id == person_id, Person.staff_role.is_distinct_from(role))
    if session().scalar(change.values(staff_role=role).returning(Person.id)) is None:
        raise Conflict("has_office", _("This person has that office already."))
    person = session().get_one(Person, person_id, populate_existing=True)
    end_sign_ins_of(person_id, at=at)
    letters.office(person, role, key=str(new_id()))
    happened("person", person_id, "appointed" if role else "dismissed", at=at, by=by, role=role.value if role else "")
    return person
