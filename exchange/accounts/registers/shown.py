"""What the desk shows of a register's answer, beside what the company typed."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.core.registers import Difference, differences
from exchange.accounts.labels import difference_label
from exchange.accounts.models import Business
from exchange.accounts.registers.models import RegisterAnswer
from exchange.accounts.registers.service import may_be_asked
from exchange.kernel.orm import session


@dataclass(frozen=True, slots=True)
class RegisterSeen:
    """A company's number as its register knows it: the answer, if there is one, and what does not agree with it."""

    answer: RegisterAnswer | None
    differences: tuple[Difference, ...]
    may_be_asked: bool

    @property
    def marks(self) -> list[str]:
        """The differences in words."""
        return [difference_label(difference) for difference in self.differences]


def register_seen(businesses: Collection[Business]) -> dict[UUID, RegisterSeen]:
    """By company; one statement for all."""
    ids = [business.id for business in businesses]
    kept = session().scalars(sa.select(RegisterAnswer).where(RegisterAnswer.business_id.in_(ids)))
    answers = {answer.business_id: answer for answer in kept}
    return {business.id: _seen(business, answers.get(business.id)) for business in businesses}


def _seen(business: Business, answer: RegisterAnswer | None) -> RegisterSeen:
    told: tuple[Difference, ...] = ()
    if answer is not None and answer.answered_at is not None:
        told = differences(answer.entry, name=business.name, activity_code=business.activity_code)
    return RegisterSeen(answer, told, may_be_asked(business))
