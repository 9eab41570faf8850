"""Who is who: people and their sign-ins, businesses and their members, sites and their permits."""

from exchange.accounts.models.business import (
    Business,
    Invitation,
    JoinRequest,
    MemberRole,
    Membership,
    Standing,
    Verification,
)
from exchange.accounts.models.mail_change import MailChange
from exchange.accounts.models.passkey import Ceremony, OutsideIdentity, Passkey, PasskeyChallenge
from exchange.accounts.models.person import OneTimeToken, Person, SignIn, StaffRole, TokenPurpose
from exchange.accounts.models.second_factor import CodeApp, RecoveryCode
from exchange.accounts.models.site import Permit, PermitState, Site

__all__ = [
    "Business",
    "Ceremony",
    "CodeApp",
    "Invitation",
    "JoinRequest",
    "MailChange",
    "MemberRole",
    "Membership",
    "OneTimeToken",
    "OutsideIdentity",
    "Passkey",
    "PasskeyChallenge",
    "Permit",
    "PermitState",
    "Person",
    "RecoveryCode",
    "SignIn",
    "Site",
    "StaffRole",
    "Standing",
    "TokenPurpose",
    "Verification",
]
