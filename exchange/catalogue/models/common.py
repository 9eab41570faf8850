"""What all tables of reference data share."""

import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Moment

Figure = sa.Numeric(16, 6)
"""Factors, yields, ratios. Every column bounds it by a CHECK: an open numeric also stores NaN."""


class Confidence(enum.StrEnum):
    """Read in the named source, or the authors' domain knowledge, shown as an estimate."""

    VERIFIED = "verified"
    MEMORY = "memory"


class Sourced:
    """Where a row comes from, and whether the data files still hold it. Nothing referred to is deleted."""

    source: Mapped[str]
    confidence: Mapped[Confidence]
    is_retired: Mapped[bool] = mapped_column(server_default=sa.false())


class CatalogueVersion(Base):
    """One state of the data files. Factors belong to a version, so that old figures recompute as they were."""

    __tablename__ = "catalogue_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(unique=True, comment="SHA-256 over the data files")
    loaded_at: Mapped[Moment]
