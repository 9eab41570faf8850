"""Reading accounts: who is signed in, who belongs where, which sites may take what."""

from exchange.accounts.queries.companies import (
    Member,
    business,
    business_waiting,
    businesses_of,
    businesses_waiting,
    has_confirmed_manager,
    invitation_by_token,
    join_requests,
    managers_of,
    members_of,
    open_invitations,
    role_of,
)
from exchange.accounts.queries.mail_changes import is_taken, open_change, undoable_change, waiting_change
from exchange.accounts.queries.outside import outside_person
from exchange.accounts.queries.passkeys import has_second_step, passkey_named, passkeys_of
from exchange.accounts.queries.people import (
    live_sign_in,
    live_sign_ins,
    live_token,
    person_by_email,
    usual_business_id,
)
from exchange.accounts.queries.second_factor import code_app, offered_code_app, recovery_codes_left
from exchange.accounts.queries.sites import (
    permit_waiting,
    permit_with_paper,
    permits_at,
    permits_ending,
    permits_waiting,
    permitted_codes,
    site,
    site_of,
    sites_of,
)
from exchange.accounts.queries.staff import administrators_held, staff

__all__ = [
    "Member",
    "administrators_held",
    "business",
    "business_waiting",
    "businesses_of",
    "businesses_waiting",
    "code_app",
    "has_confirmed_manager",
    "has_second_step",
    "invitation_by_token",
    "is_taken",
    "join_requests",
    "live_sign_in",
    "live_sign_ins",
    "live_token",
    "managers_of",
    "members_of",
    "offered_code_app",
    "open_change",
    "open_invitations",
    "outside_person",
    "passkey_named",
    "passkeys_of",
    "permit_waiting",
    "permit_with_paper",
    "permits_at",
    "permits_ending",
    "permits_waiting",
    "permitted_codes",
    "person_by_email",
    "recovery_codes_left",
    "role_of",
    "site",
    "site_of",
    "sites_of",
    "staff",
    "undoable_change",
    "usual_business_id",
    "waiting_change",
]
