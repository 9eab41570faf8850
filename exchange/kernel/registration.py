"""Company numbers of France and Belgium, by their real checksums. A valid number proves no authority."""

import enum
import re
from dataclasses import dataclass

from stdnum.be import vat as belgian
from stdnum.fr import siren as french_siren
from stdnum.luhn import is_valid as passes_luhn

_LA_POSTE = "356000000"


class RegistrationKind(enum.StrEnum):
    """Which register a company number belongs to."""

    SIREN = "siren"
    BCE = "bce"


class BadRegistration(ValueError):
    """Neither a SIREN, a SIRET nor a Belgian enterprise number."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A company (``number``) and, in France, the establishment typed (``siret``), digits only."""

    kind: RegistrationKind
    number: str
    siret: str | None = None


def read_registration(text: str) -> Registration:
    """What company a typed SIREN (9), SIRET (14) or Belgian number (10 digits) names. Raises BadRegistration.

    >>> read_registration("200 093 201 00016").number
    '200093201'
    """
    digits = re.sub(r"[\s.\-/]", "", text.strip().upper().removeprefix("FR").removeprefix("BE"))
    if not re.fullmatch(r"\d{9,14}", digits, re.ASCII):
        raise BadRegistration(text)
    if len(digits) == 9 and french_siren.is_valid(digits):
        return Registration(RegistrationKind.SIREN, digits)
    if len(digits) == 14 and is_siret(digits):
        return Registration(RegistrationKind.SIREN, digits[:9], digits)
    if len(digits) == 10 and belgian.is_valid(digits):
        return Registration(RegistrationKind.BCE, digits)
    raise BadRegistration(text)


def is_siret(digits: str) -> bool:
    """Luhn over SIREN and SIRET; La Poste's establishments sum to a multiple of 5 instead (INSEE)."""
    if not french_siren.is_valid(digits[:9]):
        return False
    if digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return True
    return bool(passes_luhn(digits))
