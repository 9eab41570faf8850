"""When the database is away, people are told to come back, machines when, and nobody sees a fault of ours."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from exchange.factory import create_app

NOWHERE = "postgresql+psycopg://navette_app@127.0.0.1:1/navette"


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(EMBEDDED=False, DATABASE_URL=NOWHERE, SECRET_KEY="for tests", DATA=tmp_path).test_client()


@pytest.mark.parametrize("address", ["/", "/search?q=palette"])
def test_a_page_says_back_in_a_moment(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "<h1>" in answer.get_data(as_text=True)


def test_somebody_signed_in_is_told_the_same(client: FlaskClient) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "00000000-0000-7000-8000-000000000001:secret"

    assert client.get("/company").status_code == 503
    assert client.get("/").status_code == 503


def test_the_process_is_alive_but_not_ready(client: FlaskClient) -> None:
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 503
