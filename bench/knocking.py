"""Whether strangers hear from the clock who has an account: `python -m bench.knocking` prints Markdown.

The wrong password, the forgotten password and the sign-up, in turn for an address that has an account and one that
has none, each through the whole application. Answers have to be the same to the byte, or the run ends; of the times
the medians are to be told apart by less than a fifth.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from statistics import median

from flask.testing import FlaskClient
from stdnum.luhn import calc_check_digit

from bench.cluster import Stage, stage
from bench.report import machine, table
from bench.timing import Times, timed
from exchange.accounts import service
from exchange.accounts.service import CompanyDraft, SignUpDraft
from exchange.kernel import clock
from exchange.kernel.ids import new_id
from exchange.kernel.registration import read_registration
from exchange.kernel.unit_of_work import unit_of_work

PASSWORD = "warp and weft of Roubaix 1873"
Fields = Mapping[str, str]
_numbers = count(1)
_ONCE = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=csrf_token\" value=\")[^\"]*")
"""Numbers of requests and masks of tokens: other ones in each answer, whoever asks."""


class Telling(AssertionError):
    """Two answers that should be the same are not."""


def main() -> None:
    """Knock, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50, help="addresses of each kind at each door")
    times = parser.parse_args().times
    with stage() as ready:
        sys.stdout.write(machine(ready.owner.info.parameter_status("server_version") or "") + "\n\n")
        known = [_account(ready, number) for number in range(times)]
        rows = [(name, *_row(ready, path, fields, known)) for name, path, fields in DOORS]
    head = ("Door, ms: p50 / p95 / p99", "has an account", "has none", "medians, known by unknown")
    sys.stdout.write(table(head, rows) + "\n")


def _sign_in(email: str) -> Fields:
    return {"email": email, "password": "not the password of anybody"}


def _forgotten(email: str) -> Fields:
    return {"email": email}


def _sign_up(email: str) -> Fields:
    return {"name": "Nora", "email": email, "password": PASSWORD, "number": _siren(), "company": "Filature du Pont"}


DOORS: tuple[tuple[str, str, Callable[[str], Fields]], ...] = (
    ("a wrong password", "/sign-in", _sign_in),
    ("a forgotten password", "/sign-in/forgotten", _forgotten),
    ("a sign-up", "/sign-up", _sign_up),
)


def _row(ready: Stage, path: str, fields: Callable[[str], Fields], known: list[str]) -> Iterator[object]:
    """In turn, so that what else the machine does falls on both; the first two are not counted."""
    taken: tuple[list[float], list[float]] = ([], [])
    said = set()
    for number, email in enumerate([known[0], *known]):
        for kind, who in enumerate((email, f"nobody-{next(_numbers)}@navette.example")):
            answer, ms = _knock(ready, path, fields(who))
            said.add(answer)
            if number:
                taken[kind].append(ms)
    if len(said) != 1:
        raise Telling(f"{path}: {len(said)} different answers")
    yield from (Times(ms) for ms in taken)
    yield f"{median(taken[0]) / median(taken[1]):.2f}"


def _knock(ready: Stage, path: str, fields: Fields) -> tuple[tuple[int, str, bytes], float]:
    """The answer, without what differs by itself (the address typed, what is drawn anew), and its time."""
    client = _browser(ready)
    sent = {**fields, "csrf_token": "token", "request_id": str(new_id())}
    answer, ms = timed(lambda: client.post(path, data=sent))
    body = _ONCE.sub(b"", answer.data.replace(fields["email"].encode(), b""))
    return (answer.status_code, answer.headers.get("Location", ""), body), ms


def _browser(ready: Stage) -> FlaskClient:
    client = ready.app.test_client()
    with client.session_transaction() as cookie:
        cookie["csrf"] = "token"
    return client


def _account(ready: Stage, number: int) -> str:
    email = f"somebody-{number}@navette.example"
    company = CompanyDraft(read_registration(_siren()), "Filature")
    with ready.app.test_request_context(), unit_of_work():
        service.sign_up(SignUpDraft("Ina", email, PASSWORD, company), language="fr", at=clock.now())
    return email


def _siren() -> str:
    digits = f"{10_000_000 + next(_numbers):08d}"
    return digits + str(calc_check_digit(digits))


if __name__ == "__main__":
    main()
