"""How often each door of sign-in may be tried: counted for all processes together, one row for each limit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.factory import create_app
from tests import makers
from tests.accounts.browsing import a_sign_up
from tests.makers import send


@dataclass(frozen=True)
class Limit:
    """So many tries; ``fields`` of a number, ``moves``: each try from another address."""

    path: str
    most: int
    fields: Callable[[int], dict[str, str]] = lambda _number: {}
    moves: bool = False
    signed_in: bool = False


LIMITS = {
    "signing in, per address": Limit("/sign-in", 10, lambda n: {"email": f"n{n}@x.example", "password": "wrong"}),
    "signing in, per account": Limit("/sign-in", 10, lambda _n: {"email": "a@x.example", "password": "wrong"}, True),
    "signing up, per address": Limit("/sign-up", 20, lambda _n: a_sign_up(password="short")),
    "reset, per account": Limit("/sign-in/forgotten", 5, lambda _n: {"email": "b@x.example"}, True),
    "reset, per address": Limit("/sign-in/forgotten", 20, lambda n: {"email": f"m{n}@x.example"}),
    "passkeys, per address": Limit("/sign-in/passkey", 60, lambda _n: {"credential": "{}"}),
    "one's own secrets": Limit("/confirm-it-is-you", 10, lambda _n: {"proof_password": "wrong"}, True, True),
    "one's data": Limit("/account/data/exports", 10, moves=True, signed_in=True),
    "reporting content, per address": Limit("/reports", 20),
    "reporting content, per account": Limit("/reports", 20, moves=True, signed_in=True),
    "objecting to an answer": Limit("/reports/forged/objection", 10),
    "confirming again": Limit("/sign-up/confirmation", 30, moves=True, signed_in=True),
    "another address": Limit("/account/email", 30, lambda n: {"email": f"k{n}@x.example"}, True, True),
}


@pytest.fixture(scope="module")
def strict(make_app: Callable[..., Flask]) -> Flask:
    """As strict as in production."""
    return make_app("limits", RATE_FACTOR=1)


@pytest.fixture(scope="module")
def beside(strict: Flask) -> Flask:
    """Another process of the same site, as far as the counts can tell: an app and connections of its own."""
    same = {name: strict.config[name] for name in ("DATABASE_URL", "OWNER_URL", "DATA", "SECRET_KEY")}
    app = create_app(TESTING=True, EMBEDDED=False, RATE_FACTOR=1, **same)
    app.test_client_class = strict.test_client_class
    app.before_request_funcs[None].insert(0, strict.before_request_funcs[None][0])
    return app


@pytest.mark.parametrize("name", LIMITS)
def test_two_processes_count_together_and_one_try_more_waits(strict: Flask, beside: Flask, name: str) -> None:
    limit, row = LIMITS[name], list(LIMITS).index(name)
    clients = [strict.test_client(), beside.test_client()]
    if limit.signed_in:
        with strict.app_context():
            person = makers.a_person("Lea", confirmed=False)
            for client in clients:
                makers.enter(client, person)

    def knock(number: int) -> Any:
        client: FlaskClient = clients[number % 2]
        client.environ_base["REMOTE_ADDR"] = f"10.{row}.{number if limit.moves else 0}.1"
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}"
        return send(client, limit.path, **limit.fields(number))

    assert 429 not in [knock(number).status_code for number in range(limit.most)]
    refused = knock(limit.most)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
