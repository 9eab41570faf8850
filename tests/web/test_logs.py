"""What the logs say about requests, and what they keep to themselves."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from exchange.accounts import passwords
from tests import makers
from tests.accounts.browsing import sign_in


@pytest.mark.parametrize("path", ["/sign-in/new-password/{}", "/sign-up/confirmation/{}", "/invitations/{}"])
def test_a_link_from_a_mail_is_not_in_the_logs(client: FlaskClient, path: str) -> None:
    with capture_logs() as lines:
        client.get(path.format("s3cr3t-of-a-mail"))

    assert [line["path"] for line in lines if line["event"] == "answered"] == [path.format("…")]


def test_the_log_knows_who_came_in_and_who_did_not_and_never_what_was_typed(
    client: FlaskClient, session: Session
) -> None:
    anna = makers.a_person("Anna")
    anna.password_hash = passwords.keep(makers.PASSWORD)
    with capture_logs() as lines:
        sign_in(client, anna.email, "not the right one")
        sign_in(client, anna.email, makers.PASSWORD)
        client.get("/notices")
    failed = next(line for line in lines if line["event"] == "sign_in_failed")
    came = next(line for line in lines if line["event"] == "signed_in")

    assert (failed["way"], len(failed["account"]), failed["network"]) == ("password", 16, "127.0.0.0/24")
    assert came["person"] == lines[-1]["person"] == str(anna.id)
    assert not any(secret in str(lines) for secret in (anna.email, makers.PASSWORD, "not the right one", "127.0.0.1"))


def test_whoever_is_refused_stands_in_the_log(client: FlaskClient, session: Session) -> None:
    anna = makers.a_person("Anna")
    makers.enter(client, anna)
    with capture_logs() as lines:
        assert client.get("/desk").status_code == 403

    assert "refused" in [line["event"] for line in lines]
    assert (lines[-1]["path"], lines[-1]["status"], lines[-1]["person"]) == ("/desk", 403, str(anna.id))
