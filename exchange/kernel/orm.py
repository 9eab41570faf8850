"""The one declarative base, the column types of the trade and the session."""

import enum
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

from exchange.kernel.ids import new_id

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}

Id = Annotated[UUID, mapped_column(primary_key=True, default=new_id)]
"""Made by us, ordered by time (UUID version 7): known before the insert, kind to indexes."""

Moment = Annotated[datetime, mapped_column(sa.DateTime(timezone=True))]
"""An instant in UTC."""

Kg = Annotated[Decimal, mapped_column(sa.Numeric(14, 3))]
"""Kilograms to the gram. Every column bounds it on both sides: an open numeric also stores NaN."""

EurPerTonne = Annotated[Decimal, mapped_column(sa.Numeric(12, 2))]
"""Euro for a tonne; negative when the holder pays to have it taken."""

MOST_KG = 10_000_000_000
"""Ten million tonnes: the largest flow of a year in the registers read so far is 1.5. A bound keeps NaN out, too."""


def _by_value(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


def by_value(members: type[enum.StrEnum], name: str) -> sa.Enum:
    """The column type of an enum under a check of its own name, where a table has two columns of one enum."""
    return sa.Enum(members, name=name, native_enum=False, create_constraint=True, length=40, values_callable=_by_value)


class Base(DeclarativeBase):
    """What every table inherits: names for promises, types for annotations."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {
        enum.StrEnum: sa.Enum(
            enum.StrEnum, native_enum=False, create_constraint=True, length=40, values_callable=_by_value
        ),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        str: sa.Text,
    }


db = SQLAlchemy(
    metadata=Base.metadata,
    # join_transaction_mode matters only where a session is given a connection that is in a transaction: tests.
    session_options={"expire_on_commit": False, "join_transaction_mode": "create_savepoint"},
)


def session() -> Session:
    """The session of the request, task or command under way."""
    return db.session()
