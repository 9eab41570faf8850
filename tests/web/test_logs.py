"""What the logs say about requests, and what they keep to themselves."""

import pytest
from flask.testing import FlaskClient
from structlog.testing import capture_logs


@pytest.mark.parametrize("path", ["/sign-in/new-password/{}", "/sign-up/confirmation/{}", "/invitations/{}"])
def test_a_link_from_a_mail_is_not_in_the_logs(client: FlaskClient, path: str) -> None:
    with capture_logs() as lines:
        client.get(path.format("s3cr3t-of-a-mail"))

    assert [line["path"] for line in lines if line["event"] == "answered"] == [path.format("…")]
