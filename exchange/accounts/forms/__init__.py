"""What people type about themselves, their company and its sites, checked."""

from exchange.accounts.forms.people import (
    CompanyForm,
    ForgottenForm,
    InvitationForm,
    NewcomerForm,
    NewPasswordForm,
    OwnPasswordForm,
    SignInForm,
    SignUpForm,
)
from exchange.accounts.forms.permits import PermitForm
from exchange.accounts.forms.sites import SiteForm, filled_from

__all__ = [
    "CompanyForm",
    "ForgottenForm",
    "InvitationForm",
    "NewPasswordForm",
    "NewcomerForm",
    "OwnPasswordForm",
    "PermitForm",
    "SignInForm",
    "SignUpForm",
    "SiteForm",
    "filled_from",
]
