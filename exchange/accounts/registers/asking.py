"""The question to the register, by the one way out."""

from http import HTTPStatus

from requests import RequestException

from exchange.accounts.core.registers import Entry, UnreadableAnswer, read_answer
from exchange.accounts.registers.settings import register_of, trusted_certificates
from exchange.kernel.outgoing import calling, end_of
from exchange.kernel.registration import Registration


class NoAnswer(Exception):
    """The register was away, slow, busy, or said what nobody can read: to be asked again."""


def ask(registration: Registration) -> Entry | None:
    """What the register has about a number; None where it knows none. At most ten seconds and 64 KB. Raises NoAnswer.

    Asks for the least that the interface tells (``minimal``) and the seat: names of directors never reach this house.
    """
    address = register_of(registration.kind).rstrip("/")
    wanted = {"q": registration.number, "minimal": "true", "include": "siege", "page": "1", "per_page": "1"}
    try:
        with calling(trusted=[end_of(address)], authority=trusted_certificates()) as session:
            answer = session.get(f"{address}/search", params=wanted, headers={"Accept": "application/json"})
        if answer.status_code != HTTPStatus.OK:
            raise NoAnswer(f"status {answer.status_code}")
        return read_answer(answer.content, registration.number)
    except (RequestException, UnreadableAnswer) as error:
        raise NoAnswer(type(error).__name__) from error
