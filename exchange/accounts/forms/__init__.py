"""What people type about themselves, their company and its sites, checked."""

from exchange.accounts.forms.people import (
    AddressForm,
    AppointmentForm,
    CodeAppForm,
    CodeForm,
    CompanyForm,
    ForgottenForm,
    InvitationForm,
    LinkForm,
    NewcomerForm,
    NewPasswordForm,
    OwnPasswordForm,
    PasskeyForm,
    ProofForm,
    SignInForm,
    SignUpForm,
)
from exchange.accounts.forms.permits import PermitForm
from exchange.accounts.forms.sites import SiteForm, filled_from

__all__ = [
    "AddressForm",
    "AppointmentForm",
    "CodeAppForm",
    "CodeForm",
    "CompanyForm",
    "ForgottenForm",
    "InvitationForm",
    "LinkForm",
    "NewPasswordForm",
    "NewcomerForm",
    "OwnPasswordForm",
    "PasskeyForm",
    "PermitForm",
    "ProofForm",
    "SignInForm",
    "SignUpForm",
    "SiteForm",
    "filled_from",
]
