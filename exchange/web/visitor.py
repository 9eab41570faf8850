"""Who is at the door, as far as the doors need to know. Accounts supplies the real thing."""

from typing import Protocol, cast
from uuid import UUID

from flask_login import current_user


class ActingBusiness(Protocol):
    """The business for which the visitor acts in this sign-in."""

    id: UUID
    name: str

    @property
    def is_active(self) -> bool:
        """Whether it may trade; suspended businesses only read."""


class Visitor(Protocol):
    """A person at the door; anonymous ones have no id."""

    is_authenticated: bool
    person_id: UUID | None
    name: str
    language: str | None
    is_confirmed: bool
    is_staff: bool
    may_facilitate: bool
    may_moderate: bool
    may_administer: bool
    is_manager: bool
    owes_second_step: bool
    is_suspended: bool
    acts_for_another: bool
    business: ActingBusiness | None


def visitor() -> Visitor:
    """The person of this request, anonymous or signed in."""
    return cast("Visitor", current_user)


def acting_person_id() -> UUID:
    """The signed-in person's id. Only behind an audience that asks for one."""
    person_id = visitor().person_id
    if person_id is None:
        raise RuntimeError("this door lets strangers in")
    return person_id


def acting_business() -> ActingBusiness | None:
    """The business acted for, or None."""
    return visitor().business


def acting_business_id() -> UUID:
    """The id of the business acted for. Only behind Audience.MEMBERS."""
    business = acting_business()
    if business is None:
        raise RuntimeError("this door lets people without a business in")
    return business.id
