"""Who is who: people and their sign-ins, businesses and their members, sites and their permits."""

from exchange.accounts.models.business import Business, Invitation, MemberRole, Membership, Standing, Verification
from exchange.accounts.models.person import OneTimeToken, Person, SignIn, StaffRole, TokenPurpose
from exchange.accounts.models.site import Permit, Site

__all__ = [
    "Business",
    "Invitation",
    "MemberRole",
    "Membership",
    "OneTimeToken",
    "Permit",
    "Person",
    "SignIn",
    "Site",
    "StaffRole",
    "Standing",
    "TokenPurpose",
    "Verification",
]
