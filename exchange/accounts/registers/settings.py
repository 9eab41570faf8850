"""Which register is asked: none, unless the operator names one."""

from flask import Flask, current_app

from exchange.kernel.outgoing import end_of
from exchange.kernel.registration import RegistrationKind


def know_registers(app: Flask) -> None:
    """Raises ValueError for a register that is no address of https: what it says decides about companies."""
    app.jinja_env.globals["register_is_on"] = lambda: bool(register_of(RegistrationKind.SIREN))
    address = app.config["REGISTER_FR_URL"]
    if address and not address.startswith("https://"):
        raise ValueError(f"REGISTER_FR_URL has to begin with https://: {address!r}.")
    if address:
        end_of(address)


def register_of(kind: RegistrationKind | None) -> str:
    """The address of the register for a kind of number; empty where none is asked."""
    return str(current_app.config["REGISTER_FR_URL"]) if kind is RegistrationKind.SIREN else ""


def trusted_certificates() -> str | None:
    """A file of certificates to trust for it instead of the usual ones, where the operator names one."""
    return current_app.config["REGISTER_FR_CERTIFICATES"] or None
