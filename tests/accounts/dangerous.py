"""Every door that asks who is there once more, as data: a door that asks and is not here fails, and the other way."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Dangerous:
    """Where it is, and what is typed there; staff doors are knocked at by an administrator."""

    path: str
    method: str = "POST"
    typed: dict[str, str] = field(default_factory=dict)
    is_staffs: bool = False


NOBODY = "00000000-0000-7000-8000-00000000dead"
DANGEROUS = {
    "paying.keep": Dangerous("/company/paying", typed={"iban": "BE71096123456769", "vat_number": ""}),
    "personal_data.ask": Dangerous("/account/data/exports"),
    "personal_data.save": Dangerous(f"/account/data/exports/{NOBODY}", "GET"),
    "acting.begin": Dangerous("/desk/acting", typed={"number": "", "reason": "Anna rang."}, is_staffs=True),
    "desk_measures.suspend": Dangerous(
        "/desk/measures",
        typed={"who": "nobody@navette.example", "ground": "fraud", "explanation": "So."},
        is_staffs=True,
    ),
    "staff.appoint": Dangerous(
        "/desk/staff", typed={"email": "nobody@navette.example", "role": "moderator"}, is_staffs=True
    ),
    "staff.dismiss": Dangerous(f"/desk/staff/{NOBODY}/dismissal", is_staffs=True),
    "security.ask_for_address": Dangerous("/account/email", typed={"email": "anna@elsewhere.example"}),
    "security.add_passkey": Dangerous("/account/passkeys", typed={"name": "Laptop", "credential": "{}"}),
    "security.passkey_to_make": Dangerous("/account/passkeys/challenge"),
    "security.passkeys": Dangerous("/account/passkeys", "GET"),
    "security.remove_passkey": Dangerous(f"/account/passkeys/{NOBODY}/removal"),
    "security.confirm_second_step": Dangerous("/account/second-step/confirmation", typed={"code": "123456"}),
    "security.remove_second_step": Dangerous("/account/second-step/removal"),
    "security.renew_recovery_codes": Dangerous("/account/recovery-codes"),
    "security.second_step": Dangerous("/account/second-step", "GET"),
    "security.second_step_code": Dangerous("/account/second-step/code.svg", "GET"),
    "security.start_second_step": Dangerous("/account/second-step"),
}
ASKS_IN_ITS_OWN_FORM = {"security.change_password": ("/account/password", {"password": "a quite new one 61"})}
"""The present password each time, however fresh the stay is (ASVS 5.0, 6.2.3)."""
