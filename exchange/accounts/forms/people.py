"""Signing up, signing in, inviting."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, RadioField

from exchange.accounts.forms.fields import email_field, folded_email, new_password_field, number_field
from exchange.accounts.labels import office_label, role_label
from exchange.accounts.models import MemberRole, StaffRole
from exchange.accounts.models.passkey import NAME_CHARS as PASSKEY_CHARS
from exchange.accounts.service import CompanyDraft, SignUpDraft
from exchange.kernel.registration import read_registration
from exchange.web.forms import ExchangeForm, LineField, Needed

NAME_CHARS = 120
COMPANY_CHARS = 160
CODE_CHARS = 40


class CompanyForm(ExchangeForm):
    """A company by its number."""

    number = number_field(_l("Company number"))
    company = LineField(_l("Company name"), [Needed()], most=COMPANY_CHARS, render_kw={"autocomplete": "organization"})

    def company_draft(self) -> CompanyDraft:
        """What the service needs. Only after validate()."""
        return CompanyDraft(read_registration(self.number.data or ""), self.company.data or "")


class SignUpForm(CompanyForm):
    """A person and their company, on one page."""

    name = LineField(_l("Your name"), [Needed()], most=NAME_CHARS, render_kw={"autocomplete": "name"})
    email = email_field(_l("E-mail address"))
    password = new_password_field(_l("Password"))

    def draft(self) -> SignUpDraft:
        """What the service needs. Only after validate()."""
        return SignUpDraft(
            self.name.data or "", self.email.data or "", self.password.data or "", company=self.company_draft()
        )


class SignInForm(ExchangeForm):
    """Nothing is said about the shape of an address here: whatever does not open, does not open."""

    email = LineField(_l("E-mail address"), [Needed()], most=254, render_kw={"autocomplete": "username"})
    password = PasswordField(_l("Password"), [Needed()], render_kw={"autocomplete": "current-password"})

    def address(self) -> str:
        """The address as it would be stored."""
        return folded_email(self.email.data or "") or ""


class ForgottenForm(ExchangeForm):
    """Where to send the link."""

    email = email_field(_l("E-mail address"))


class NewPasswordForm(ExchangeForm):
    """A new password."""

    password = new_password_field(_l("New password"))


class OwnPasswordForm(ExchangeForm):
    """Another password for who knows the present one."""

    present = PasswordField(_l("Present password"), [Needed()], render_kw={"autocomplete": "current-password"})
    password = new_password_field(_l("New password"))


class AddressForm(ExchangeForm):
    """Another address."""

    email = email_field(_l("New e-mail address"))


class CodeForm(ExchangeForm):
    """Six digits of the app, or a code from the paper."""

    code = LineField(
        _l("Code"), [Needed()], most=CODE_CHARS,
        description=_l("Six digits from your app, or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters"},
    )  # fmt: skip


class LinkForm(ExchangeForm):
    """The password of the account here, once; empty for a new account."""

    password = PasswordField(_l("Password"), render_kw={"autocomplete": "current-password"})


class PasskeyForm(ExchangeForm):
    """A name for what the browser's script lays into the hidden field."""

    name = LineField(
        _l("Name"), [Needed()], most=PASSKEY_CHARS, description=_l("So that you know it again, as in “Office laptop”."),
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
    credential = HiddenField()


class ProofForm(ExchangeForm):
    """Still the same person at the keyboard? One of the two is enough; names of their own stand beside any act's."""

    proof_password = PasswordField(_l("Password"), render_kw={"autocomplete": "current-password"})
    proof_code = LineField(
        _l("Or a code"), most=CODE_CHARS, description=_l("Six digits from your app, or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters"},
    )  # fmt: skip


class CodeAppForm(ExchangeForm):
    """The first code of a fresh app."""

    code = LineField(
        _l("Code"), [Needed()], most=CODE_CHARS, description=_l("The six digits that the app shows now."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )  # fmt: skip


class NewcomerForm(ExchangeForm):
    """An account for an invited address."""

    name = LineField(_l("Your name"), [Needed()], most=NAME_CHARS, render_kw={"autocomplete": "name"})
    password = new_password_field(_l("Password"))


class AppointmentForm(ExchangeForm):
    """Who is to run the exchange, and as what."""

    email = email_field(_l("E-mail address"))
    role = RadioField(
        _l("Office"), choices=[(role.value, office_label(role)) for role in StaffRole],
        default=StaffRole.MODERATOR.value,
    )  # fmt: skip


class InvitationForm(ExchangeForm):
    """Whom to invite, and as what."""

    email = email_field(_l("E-mail address"))
    role = RadioField(
        _l("Role"),
        choices=[(role.value, role_label(role)) for role in (MemberRole.MEMBER, MemberRole.MANAGER)],
        default=MemberRole.MEMBER.value,
    )
