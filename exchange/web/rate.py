"""The rate limiter: counts per window in PostgreSQL, shared by all processes."""

from datetime import timedelta

import sqlalchemy as sa
from flask import current_app, request
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import clock
from exchange.kernel.engine import aside
from exchange.kernel.orm import Base
from exchange.kernel.refusals import TooMany


class RateWindow(Base):
    """How often something was tried in a window of time. Unlogged: a crash may forget it."""

    __tablename__ = "rate_window"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    key: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    tries: Mapped[int]


def limit(what: str, who: str, *, most: int, per: timedelta) -> None:
    """Count one try and raise TooMany above ``most`` in the running window.

    Counted on a connection of its own, at once: a refused request rolls back, its count must not.
    """
    seconds = int(per.total_seconds())
    window, into = divmod(int(clock.now().timestamp()), seconds)
    row = insert(RateWindow).values(key=f"{what}:{who}", window=window, tries=1)
    count = row.on_conflict_do_update(index_elements=["key", "window"], set_={"tries": RateWindow.tries + 1}).returning(
        RateWindow.tries
    )
    with aside() as connection:
        tries = connection.execute(count).scalar_one()
    if tries > most * current_app.config.get("RATE_FACTOR", 1):
        raise TooMany(_("Too many tries. Wait a little before the next one."), seconds - into)


def client_address() -> str:
    """The address that asks; behind proxies only as many hops are believed as are configured."""
    return request.remote_addr or "unknown"
