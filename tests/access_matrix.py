"""Who stands at a door and whom each audience lets in: the truth table that the guard is held to.

A ``Door`` adds what only the door knows: which object its address names (always one of the brewery's), and who
may pass then. The doors themselves are listed in ``access_doors``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exchange.web.audiences import Audience
from tests.access_stage import Stage


class Role(StrEnum):
    """Who stands at the door. Member and manager act for the brewery, the stranger for the farm.

    The counterparty is the taker in the brewery's deals; the stranger has none with it.

    «Suspended» acts for a suspended company; a «suspended person» would act for one that trades.
    """

    ANONYMOUS = "anonymous"
    UNCONFIRMED = "unconfirmed"
    NO_BUSINESS = "no_business"
    MEMBER = "member"
    MANAGER = "manager"
    STRANGER = "stranger"
    COUNTERPARTY = "counterparty"
    SUSPENDED = "suspended"
    SUSPENDED_PERSON = "suspended_person"
    FACILITATOR = "facilitator"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


EVERYBODY = frozenset(Role)
BREWERY = frozenset({Role.MEMBER, Role.MANAGER})
SIDES = BREWERY | {Role.COUNTERPARTY}
"""Of the brewery's deals."""
TRADERS = SIDES | {Role.STRANGER}
MODERATORS = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})
STAFF = MODERATORS | {Role.FACILITATOR}
KNOWN = EVERYBODY - {Role.ANONYMOUS, Role.SUSPENDED_PERSON}
CONFIRMED = KNOWN - {Role.UNCONFIRMED}

KNOCK: dict[Audience, frozenset[Role]] = {
    Audience.ANYONE: EVERYBODY,
    Audience.EMBEDDED: EVERYBODY,
    Audience.SIGNED_IN: KNOWN,
    Audience.CONFIRMED: CONFIRMED,
    Audience.MEMBERS: TRADERS,
    Audience.MANAGERS: TRADERS - {Role.MEMBER},
    Audience.STAFF: STAFF,
    Audience.FACILITATORS: frozenset({Role.FACILITATOR, Role.ADMINISTRATOR}),
    Audience.MODERATORS: MODERATORS,
    Audience.ADMINISTRATORS: frozenset({Role.ADMINISTRATOR}),
}
"""Who is let in to change something. To read, suspended companies are let in where members are."""
EVEN_SUSPENDED = {
    "accounts.sign_out", "erasure.ask", "erasure.show", "erasure.withdraw", "measures.object_to", "measures.show",
    "personal_data.ask", "personal_data.save", "personal_data.show", "security.change_password",
    "security.confirm_it_is_you", "security.end_other_sign_ins", "security.end_sign_in", "security.prove_it_is_you",
    "security.show",
}  # fmt: skip
"""What stays open to a person whose account is suspended: why, one's own data, one's sign-ins, the way out."""
READ_BY_SUSPENDED = {Audience.MEMBERS, Audience.MANAGERS}

PASSED = frozenset({200, 204, 303, 409, 422})
"""What somebody gets who may pass: an answer, or a no that is about what they asked, not about who they are."""


def _nothing_typed(_stage: Stage) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Door:
    """One endpoint. ``ids`` gives its address's values from the stage; ``passes`` is asked after the audience.

    ``fields`` is what is sent: in the form of a POST, in the query of a GET.
    """

    ids: Callable[[Stage], dict[str, Any]] | None = None
    passes: frozenset[Role] = EVERYBODY
    otherwise: int = 404
    fields: Callable[[Stage], dict[str, str]] = _nothing_typed
    answers: frozenset[int] = PASSED
