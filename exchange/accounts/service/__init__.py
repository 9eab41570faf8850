"""Verbs of the accounts, by what they act on."""

from exchange.accounts.service.checks import (
    refuse_business,
    refuse_permit,
    restore_business,
    suspend_business,
    verify_business,
    verify_permit,
)
from exchange.accounts.service.companies import (
    CompanyDraft,
    Enrolment,
    add_business,
    choose_activity,
    claim_by_registration,
    decline_join_request,
)
from exchange.accounts.service.invitations import (
    accept_invitation,
    accept_with_new_account,
    end_membership,
    invite,
    withdraw_invitation,
)
from exchange.accounts.service.own_password import change_password, knows_password
from exchange.accounts.service.people import SignUpDraft, confirm, resend_confirmation, sign_up
from exchange.accounts.service.sign_ins import (
    Entry,
    ask_for_reset,
    choose_business,
    end_other_sign_ins,
    end_sign_in,
    is_due,
    open_sign_in,
    reset_password,
    seen,
    sign_in,
    sign_out,
)
from exchange.accounts.service.sites import PermitDraft, SiteDraft, add_permit, change_site, close_site, open_site
from exchange.accounts.service.tokens import DeadLink

__all__ = [
    "CompanyDraft",
    "DeadLink",
    "Enrolment",
    "Entry",
    "PermitDraft",
    "SignUpDraft",
    "SiteDraft",
    "accept_invitation",
    "accept_with_new_account",
    "add_business",
    "add_permit",
    "ask_for_reset",
    "change_password",
    "change_site",
    "choose_activity",
    "choose_business",
    "claim_by_registration",
    "close_site",
    "confirm",
    "decline_join_request",
    "end_membership",
    "end_other_sign_ins",
    "end_sign_in",
    "invite",
    "is_due",
    "knows_password",
    "open_sign_in",
    "open_site",
    "refuse_business",
    "refuse_permit",
    "resend_confirmation",
    "reset_password",
    "restore_business",
    "seen",
    "sign_in",
    "sign_out",
    "sign_up",
    "suspend_business",
    "verify_business",
    "verify_permit",
    "withdraw_invitation",
]
