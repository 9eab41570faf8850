"""Reading who is linked to an account at another provider."""

import sqlalchemy as sa

from exchange.accounts.models import OutsideIdentity, Person
from exchange.kernel.orm import session


def outside_person(issuer: str, subject: str) -> Person | None:
    """Whose account here that identity opens."""
    mine = sa.select(Person).join(OutsideIdentity, OutsideIdentity.person_id == Person.id)
    return session().scalar(mine.where(OutsideIdentity.issuer == issuer, OutsideIdentity.subject == subject))
