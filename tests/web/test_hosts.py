"""Under which names the site answers: this machine's and the public one, nobody else's."""

import pytest
from flask import Flask


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "Navette.Example"])
def test_known_names_are_answered(app: Flask, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://navette.example")

    assert app.test_client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "[::1", "x:y:z", ""]
)
@pytest.mark.parametrize("path", ["/", "/mailbox", "/sign-in", "/api/v1/materials"])
def test_a_name_that_is_not_ours_is_refused(app: Flask, host: str, path: str) -> None:
    answer = app.test_client().get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.get_data(as_text=True)


def test_no_name_is_known_before_one_is_set(app: Flask) -> None:
    assert app.config["PUBLIC_URL"] == ""
    assert app.test_client().get("/", headers={"Host": "navette.example"}).status_code == 400
