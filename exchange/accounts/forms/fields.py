"""Fields of the accounts' forms: addresses, passwords, company numbers."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError
from wtforms.widgets import EmailInput

from exchange.accounts import passwords
from exchange.kernel.registration import BadRegistration, read_registration
from exchange.web.forms import LineField, Needed

EMAIL_CHARS = 254
NUMBER_CHARS = 40


def folded_email(text: str) -> str | None:
    """An address as it is stored: lower case, the domain in ASCII; None for what no mail server takes."""
    try:
        checked = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return checked.ascii_email.lower() if checked.ascii_email else None


def email_field(label: str) -> LineField:
    """An e-mail address that must be one; ``data`` is folded once it was checked."""
    return LineField(
        label, [Needed(), _must_be_email], most=EMAIL_CHARS, widget=EmailInput(), render_kw={"autocomplete": "email"}
    )


def _must_be_email(_form: BaseForm, field: Field) -> None:
    address = folded_email(field.data)
    if address is None or len(address) > EMAIL_CHARS:
        raise ValidationError(_l("An e-mail address, as in anna@company.example."))
    field.data = address


def new_password_field(label: str) -> PasswordField:
    """A password to be set: long enough, not too long, not among everybody's first guesses."""
    hint = _l("At least %(least)d characters, any you like.", least=passwords.SHORTEST)
    return PasswordField(
        label, [Needed(), _must_be_strong], description=hint, render_kw={"autocomplete": "new-password"}
    )


def _must_be_strong(_form: BaseForm, field: Field) -> None:
    if not passwords.SHORTEST <= len(field.data) <= passwords.LONGEST:
        least, most = passwords.SHORTEST, passwords.LONGEST
        raise ValidationError(_l("Between %(least)d and %(most)d characters.", least=least, most=most))
    if passwords.is_common(field.data):
        raise ValidationError(_l("This password is among the first that anybody would guess."))


def number_field(label: str) -> LineField:
    """A company number of France or Belgium whose checksum is right."""
    hint = _l("SIREN (9 digits), SIRET (14) or Belgian enterprise number (10).")
    return LineField(
        label, [Needed(), _must_be_number], most=NUMBER_CHARS, description=hint, render_kw={"inputmode": "numeric"}
    )


def _must_be_number(_form: BaseForm, field: Field) -> None:
    try:
        read_registration(field.data)
    except BadRegistration:
        words = _l("No company has this number: its check digits do not fit. Compare it with your papers.")
        raise ValidationError(words) from None
