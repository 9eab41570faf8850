"""Anybody who holds a paper may check it; who only guesses numbers learns no names and no weights."""

from collections.abc import Callable

from flask.testing import FlaskClient

from exchange.deals.models import Deal
from exchange.papers.models import IssuedPaper
from tests.deals.acts import Acts

Issue = Callable[..., IssuedPaper]


def test_a_number_alone_says_that_it_is_genuine_and_nothing_more(
    client: FlaskClient, done: Deal, issued: Issue
) -> None:
    page = client.get(f"/verify/{issued(done).number}").text

    assert "This number is genuine" in page
    assert "Handover note" in page
    assert not any(secret in page for secret in ("Brasserie", "Ferme", "390.5", "Roubaix", "spent"))


def test_with_its_code_it_says_what_the_paper_says(client: FlaskClient, done: Deal, issued: Issue) -> None:
    paper = issued(done)
    page = client.get(f"/verify/{paper.number.lower()}?code={paper.check_code.lower()}").text

    assert "390.5 kg" in page
    assert "Brasserie du Fil" in page
    assert paper.settings[0].sha256 in page
    assert not any(personal in page for personal in ("Anna", "@", "rue de la Navette", "Brewhouse"))


def test_a_wrong_code_opens_nothing(client: FlaskClient, done: Deal, issued: Issue) -> None:
    page = client.get(f"/verify/{issued(done).number}?code=ZZZZZZZZ").text

    assert "Number and code do not match" in page
    assert "Brasserie" not in page


def test_one_that_was_replaced_says_by_which(client: FlaskClient, agreed: Deal, issued: Issue, acts: Acts) -> None:
    before = issued(agreed)
    acts.through(agreed)
    issued(agreed)

    page = client.get(f"/verify/{before.number}").text
    assert "Genuine, but out of date" in page
    assert "MEL-2026-000002" in page


def test_what_we_did_not_issue_is_said_to_be_none_of_ours(client: FlaskClient) -> None:
    for number in ("MEL-2026-000009", "nonsense", "MEL-2026-00000９"):
        answer = client.get(f"/verify/{number}")
        assert answer.status_code == 404
        assert "Not one of ours" in answer.text


def test_a_typed_number_leads_to_its_page(client: FlaskClient) -> None:
    answer = client.get("/verify?number=MEL-2026-000009&code=AB")

    assert answer.headers["Location"] == "/verify/MEL-2026-000009?code=AB"
