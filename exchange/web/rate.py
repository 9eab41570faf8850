"""The rate limiter: counts per window in PostgreSQL, shared by all processes."""

from datetime import datetime, timedelta
from math import ceil

import sqlalchemy as sa
from flask import current_app, request
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import clock
from exchange.kernel.engine import aside
from exchange.kernel.orm import Base, Moment, session
from exchange.kernel.refusals import TooMany

_RUNNING = 0
"""The only window of a key; earlier releases numbered them by the clock, so that two of them could meet in a burst."""


class RateWindow(Base):
    """How often something was tried since the first try of a window. Unlogged: a crash may forget it."""

    __tablename__ = "rate_window"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    key: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    tries: Mapped[int]
    ends_at: Mapped[Moment]


class RateRelief(Base):
    """An address that may try more often: automatic checks sign in as many people from one machine."""

    __tablename__ = "rate_relief"
    __table_args__ = (sa.CheckConstraint("factor BETWEEN 1 AND 10000", "factor_is_bounded"),)

    what: Mapped[str] = mapped_column(primary_key=True, comment="First word of the limit's name, as «sign_in»")
    address: Mapped[str] = mapped_column(primary_key=True)
    factor: Mapped[int] = mapped_column(comment="How many times the usual number of tries")


def relieve(what: str, address: str, *, factor: int) -> None:
    """Multiply the tries that requests from an address have, for every limit whose name begins with the word."""
    row = insert(RateRelief).values(what=what, address=address, factor=factor)
    session().execute(row.on_conflict_do_update(index_elements=["what", "address"], set_={"factor": factor}))


def limit(what: str, who: str, *, most: int, per: timedelta) -> None:
    """Count one try and raise TooMany above ``most`` in the running window, which begins with its first try.

    Counted on a connection of its own, at once: a refused request rolls back, its count must not.
    """
    now = clock.now()
    with aside() as connection:
        tries, ends_at = connection.execute(_counted(f"{what}:{who}", now, now + per)).one()
    most *= current_app.config.get("RATE_FACTOR", 1)
    if tries > most and tries > most * _relief(what):
        wait_s = max(1, ceil((ends_at - now).total_seconds()))
        raise TooMany(_("Too many tries. Wait a little before the next one."), wait_s)


def _counted(key: str, now: datetime, ends_at: datetime) -> sa.Executable:
    row = insert(RateWindow).values(key=key, window=_RUNNING, tries=1, ends_at=ends_at)
    is_over = RateWindow.ends_at <= now
    begun = {
        "tries": sa.case((is_over, 1), else_=RateWindow.tries + 1),
        "ends_at": sa.case((is_over, ends_at), else_=RateWindow.ends_at),
    }
    counted = row.on_conflict_do_update(index_elements=["key", "window"], set_=begun)
    return counted.returning(RateWindow.tries, RateWindow.ends_at)


def _relief(what: str) -> int:
    """Looked up only by who has reached the usual limit."""
    mine = RateRelief.what == what.partition(":")[0], RateRelief.address == client_address()
    with aside() as connection:
        return connection.scalar(sa.select(RateRelief.factor).where(*mine)) or 1


def client_address() -> str:
    """The address that asks; behind proxies only as many hops are believed as are configured."""
    return request.remote_addr or "unknown"
