"""Words for the accounts' own kinds, in the language of the page."""

from flask_babel import lazy_gettext as _l

from exchange.accounts.core.registers import Difference
from exchange.accounts.models import MemberRole, PermitState, StaffRole, Standing, Verification


def verification_label(verification: Verification) -> str:
    """What moderators know about a business."""
    return {
        Verification.UNVERIFIED: _l("Not verified yet"),
        Verification.VERIFIED: _l("Verified"),
        Verification.REFUSED: _l("Verification refused"),
    }[verification]


def standing_label(standing: Standing) -> str:
    """Whether a business trades."""
    return {
        Standing.ACTIVE: _l("Active"),
        Standing.SUSPENDED: _l("Suspended"),
        Standing.UNCLAIMED: _l("Known from registers only"),
    }[standing]


def role_label(role: MemberRole) -> str:
    """What somebody may do in a business."""
    return {MemberRole.MANAGER: _l("Manager"), MemberRole.MEMBER: _l("Member")}[role]


def office_label(role: StaffRole) -> str:
    """What somebody does for the exchange itself."""
    return {
        StaffRole.FACILITATOR: _l("Facilitator"),
        StaffRole.MODERATOR: _l("Moderator"),
        StaffRole.ADMINISTRATOR: _l("Administrator"),
    }[role]


def permit_label(state: PermitState) -> str:
    """What a permit is worth."""
    return {
        PermitState.WAITING: _l("Waiting for a check"),
        PermitState.VERIFIED: _l("Verified"),
        PermitState.REFUSED: _l("Refused"),
        PermitState.EXPIRED: _l("Expired"),
    }[state]


def difference_label(difference: Difference) -> str:
    """Where a public register and what a company typed do not agree."""
    return {
        Difference.NOT_LISTED: _l("Not in the register"),
        Difference.CLOSED: _l("Closed, says the register"),
        Difference.OTHER_NAME: _l("Another name in the register"),
        Difference.OTHER_ACTIVITY: _l("Another activity in the register"),
    }[difference]


def week() -> list[tuple[str, str]]:
    """The days as opening hours store them, with their names, Monday first."""
    names = (_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"))
    return [(str(day), name) for day, name in enumerate(names)]


TONES = {
    Verification.UNVERIFIED: "warning",
    Verification.VERIFIED: "good",
    Verification.REFUSED: "bad",
    PermitState.WAITING: "warning",
    PermitState.VERIFIED: "good",
    PermitState.REFUSED: "bad",
    PermitState.EXPIRED: "bad",
}
"""How a badge of that state is coloured; the words carry the meaning."""
