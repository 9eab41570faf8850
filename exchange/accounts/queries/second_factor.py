"""Reading what a person proves themselves with."""

from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import CodeApp, RecoveryCode
from exchange.kernel.orm import session


def code_app(person_id: UUID) -> CodeApp | None:
    """The app whose codes are asked at sign-in; none before its first right code."""
    return session().scalar(sa.select(CodeApp).where(CodeApp.person_id == person_id, CodeApp.confirmed_at.is_not(None)))


def offered_code_app(person_id: UUID) -> CodeApp | None:
    """The app that is being set up; read anew, for its secret may just have been replaced."""
    offered = sa.select(CodeApp).where(CodeApp.person_id == person_id, CodeApp.confirmed_at.is_(None))
    return session().scalar(offered.execution_options(populate_existing=True))


def recovery_codes_left(person_id: UUID) -> int:
    """How many codes on the paper were not used yet."""
    left = sa.select(sa.func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return session().scalar(left) or 0
