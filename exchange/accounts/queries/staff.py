"""Reading who runs the exchange."""

from collections.abc import Sequence

import sqlalchemy as sa

from exchange.accounts.models import Person, StaffRole
from exchange.kernel.orm import session


def staff() -> Sequence[Person]:
    """Everybody who runs the exchange, by name."""
    return session().scalars(sa.select(Person).where(Person.staff_role.is_not(None)).order_by(Person.name)).all()


def administrators_held() -> Sequence[Person]:
    """Those who administer, held until the commit in one order: appointments go one after the other.

    Read anew: of two administrators who remove each other at once, the second is none any more.
    """
    held = sa.select(Person).where(Person.staff_role == StaffRole.ADMINISTRATOR).order_by(Person.id).with_for_update()
    return session().scalars(held.execution_options(populate_existing=True)).all()
