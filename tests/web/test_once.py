"""A form sent twice acts once."""

import threading
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from exchange.kernel import mail
from exchange.kernel.mail import OutgoingMail
from exchange.kernel.orm import session as current_session
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once
from tests.makers import send


@open_to(Audience.ANYONE)
@once
def letter_box() -> ResponseReturnValue:
    """A door of the test's own: each act is one letter."""
    if request.form["subject"] == "":
        return "say something", 422
    mail.post("anna@navette.example", request.form["subject"], "…", dedupe_key=str(uuid4()))
    return redirect("/thanks", 303)


@pytest.fixture(scope="module")
def busy_app(make_app: Callable[..., Flask]) -> Flask:
    app = make_app("once")
    app.add_url_rule("/letters", "letters", letter_box, methods=["POST"])
    return app


def letters(app: Flask) -> int:
    with app.app_context():
        return current_session().scalar(sa.select(sa.func.count()).select_from(OutgoingMail)) or 0


def test_twenty_sends_at_once_act_once_and_all_get_the_first_answer(busy_app: Flask) -> None:
    for _ in range(10):
        before, request_id, answers = letters(busy_app), str(uuid4()), Counter[tuple[int, str | None]]()

        def press(request_id: str = request_id, answers: Counter[tuple[int, str | None]] = answers) -> None:
            answer = send(busy_app.test_client(), "/letters", request_id=request_id, subject="Hello")
            answers[answer.status_code, answer.location] += 1

        threads = [threading.Thread(target=press) for _ in range(20)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

        assert answers == {(303, "/thanks"): 20}
        assert letters(busy_app) == before + 1


def test_the_same_id_with_another_content_is_refused(busy_app: Flask) -> None:
    client, request_id = busy_app.test_client(), str(uuid4())
    send(client, "/letters", request_id=request_id, subject="Hello")

    assert send(client, "/letters", request_id=request_id, subject="Goodbye").status_code == 422


def test_an_invalid_form_stores_nothing_so_that_the_mended_one_is_accepted(busy_app: Flask) -> None:
    client, request_id = busy_app.test_client(), str(uuid4())

    assert send(client, "/letters", request_id=request_id, subject="").status_code == 422
    assert send(client, "/letters", request_id=request_id, subject="Hello").status_code == 303


def test_a_form_without_the_sessions_token_is_refused(busy_app: Flask) -> None:
    answer = busy_app.test_client().post("/letters", data={"request_id": str(uuid4()), "subject": "Hello"})

    assert answer.status_code == 400
