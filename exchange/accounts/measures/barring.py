"""Whoever was suspended and had their account deleted does not come back under the same address meanwhile."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts.measures.models import AccountMeasure, BarredAddress
from exchange.accounts.measures.queries import suspension_of
from exchange.accounts.models import Person
from exchange.kernel.orm import session
from exchange.kernel.retention import Term, keep_for
from exchange.kernel.sealed import keyed_hash

_PURPOSE = "barred address"
_END = (
    sa.select(sa.func.coalesce(AccountMeasure.lifted_at, AccountMeasure.ends_at))
    .where(AccountMeasure.id == BarredAddress.measure_id)
    .correlate(BarredAddress)
    .scalar_subquery()
)

keep_for(Term("barred addresses", BarredAddress, _END, timedelta()))


def bar(person: Person, *, at: datetime) -> None:
    """Before a person is erased: remember the address, as a hash, where they are suspended."""
    measure = suspension_of(person.id, at=at)
    if measure is not None:
        row = insert(BarredAddress).values(address_hash=_hash(person.email), measure_id=measure.id)
        change = {"measure_id": measure.id}
        session().execute(row.on_conflict_do_update(index_elements=["address_hash"], set_=change))


def barred(email: str, *, at: datetime) -> sa.Exists:
    """Whether the address belonged to somebody whose suspension still holds."""
    return sa.exists().where(BarredAddress.address_hash == _hash(email), sa.or_(_END.is_(None), at < _END))


def _hash(email: str) -> str:
    return keyed_hash(email, purpose=_PURPOSE)
