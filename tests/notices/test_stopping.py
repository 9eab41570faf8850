"""Mails end with one press: from the mail itself, without signing in, and looking changes nothing."""

import email.policy
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person
from exchange.kernel import mail
from exchange.notices import queries, service
from exchange.notices.models import Cadence, Notice, Topic
from tests.makers import MONDAY, enter, send
from tests.notices.conftest import Mails, Say

Jobs = Callable[[], None]


@pytest.fixture
def letter(say: Say, run_jobs: Jobs, app: Flask, anna: Person) -> EmailMessage:
    """A mail as it left, about a match and a search."""
    say(anna, Topic.MATCHES, "Feed", points=700)
    say(anna, Topic.SEARCHES, "Drums")
    run_jobs()
    parse = BytesParser(policy=email.policy.default).parsebytes
    letters: list[Any] = [parse(path.read_bytes()) for path in mail.mailbox().glob("*.eml")]
    return next(one for one in letters if one["To"] == anna.email)


def path_of(letter: EmailMessage) -> str:
    found = re.fullmatch(r"<https?://[^/]+(/\S+)>", str(letter["List-Unsubscribe"]))
    assert found
    return found[1]


def wanted(person: Person) -> dict[Topic, Cadence]:
    return queries.preferences(person.id)


def test_each_mail_says_how_it_ends_to_people_and_to_programs(letter: EmailMessage) -> None:
    body = letter.get_content()

    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert path_of(letter) in body
    assert "/notices/preferences" in body


def test_looking_at_the_link_changes_nothing_and_pressing_ends_just_these_mails(
    client: FlaskClient, letter: EmailMessage, anna: Person
) -> None:
    page = client.get(path_of(letter))
    assert page.status_code == 200
    assert 'method="post"' in page.text
    assert set(wanted(anna).values()) == {Cadence.AT_ONCE}

    done = client.post(path_of(letter))

    assert done.status_code == 200
    assert wanted(anna) == {
        Topic.MATCHES: Cadence.BELL, Topic.SEARCHES: Cadence.BELL, Topic.DEALS: Cadence.AT_ONCE,
        Topic.LISTINGS: Cadence.AT_ONCE, Topic.WATCHING: Cadence.AT_ONCE,
    }  # fmt: skip


def test_a_mail_program_presses_without_session_token_or_redirect(
    app: Flask, client: FlaskClient, letter: EmailMessage, anna: Person
) -> None:
    """RFC 8058: a POST with one field, no cookies; its sender follows no redirect."""
    program = app.test_client()
    answers = [program.post(path_of(letter), data={"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert wanted(anna)[Topic.MATCHES] is Cadence.BELL


def test_nothing_is_mailed_after_the_press_and_the_bell_still_tells(
    client: FlaskClient, letter: EmailMessage, say: Say, mails: Mails, run_jobs: Jobs, anna: Person
) -> None:
    client.post(path_of(letter))
    say(anna, Topic.MATCHES, "More feed", points=800)
    run_jobs()

    assert len(mails(anna)) == 1
    assert queries.unread_count(anna.id) == 3


def test_a_stop_ends_what_waits_for_the_morning_too(
    say: Say, wishes: Callable[..., None], anna: Person, session: Session, in_one_go: Callable[..., Any]
) -> None:
    wishes(anna, Cadence.DAILY, Topic.MATCHES)
    say(anna, Topic.MATCHES, "Feed", points=700)
    in_one_go(service.stop, anna.id, [Topic.MATCHES], at=MONDAY)

    assert session.scalars(sa.select(Notice.cadence)).all() == [Cadence.BELL]


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "x" + token, lambda _: "x", lambda _: "."])
def test_a_link_that_was_tampered_with_ends_nothing(
    client: FlaskClient, letter: EmailMessage, anna: Person, change: Callable[[str], str]
) -> None:
    start, token = path_of(letter).rsplit("/", 1)

    assert client.post(f"{start}/{change(token)}").status_code == 404
    assert set(wanted(anna).values()) == {Cadence.AT_ONCE}


def test_other_doors_still_ask_for_the_token_of_the_session(
    client: FlaskClient, anna: Person, brewery: Business
) -> None:
    enter(client, anna, brewery)

    assert client.post("/notices/preferences", data={"about_matches": "bell"}).status_code == 400


def test_choosing_when_to_hear_moves_what_waits(
    client: FlaskClient, say: Say, mails: Mails, run_jobs: Jobs, anna: Person, brewery: Business
) -> None:
    enter(client, anna, brewery)
    send(client, "/notices/preferences", about_matches="weekly", about_deals="bell")
    say(anna, Topic.MATCHES, "Feed", points=700)
    run_jobs()
    assert mails(anna) == []

    send(client, "/notices/preferences", about_matches="at_once")
    run_jobs()

    assert len(mails(anna)) == 1
    assert wanted(anna)[Topic.DEALS] is Cadence.BELL
    assert send(client, "/notices/preferences", about_matches="hourly").status_code == 422


def test_the_bell_pages_unread_first_and_by_topic(
    client: FlaskClient, say: Say, anna: Person, brewery: Business, in_one_go: Callable[..., Any]
) -> None:
    enter(client, anna, brewery)
    for number in range(35):
        say(anna, Topic.DEALS, f"Old {number}")
    in_one_go(service.mark_read, anna.id, at=MONDAY)
    say(anna, Topic.MATCHES, "Fresh", points=1)

    first = client.get("/notices").text
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert following
    second = client.get(following[1].replace("&amp;", "&")).text

    seen = [re.findall(r'href="/there/([^"]+)"', page) for page in (first, second)]
    assert seen[0][0] == "Fresh"
    assert [len(one) for one in seen] == [30, 6]
    assert len({*seen[0], *seen[1]}) == 36
    assert re.findall(r'href="/there/([^"]+)"', client.get("/notices?topic=matches").text) == ["Fresh"]
    assert client.get("/notices?topic=x&after=WyJ4IiwgMSwgMl0").status_code == 200
