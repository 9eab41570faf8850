"""The page that asks which column holds what: what the file does not tell is folded, unless something is unread."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person
from exchange.listings.bulk.core.columns import Column
from tests import makers
from tests.makers import enter, send


def fold(page: str) -> tuple[bool, int]:
    """Whether the fold of the other questions stands open, and how many are in it."""
    found = re.search(r'<details class="more"( open)?><summary>\d+ more things.*?</details>', page, re.DOTALL)
    assert found
    return bool(found[1]), found[0].count("<select")


@pytest.mark.parametrize(("header", "is_open"), [("Title;Material;Quantity;Unit", False), ("Material;Colour", True)])
def test_questions_that_the_file_does_not_answer_are_folded(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, header: str, is_open: bool
) -> None:
    makers.a_site(brewery, name="Imprimerie", commune_name="")
    enter(client, anna, brewery)
    cells = ";".join("x" for _ in header.split(";"))
    answer = send(client, "/company/import", file=(BytesIO(f"{header}\n{cells}\n".encode()), "lots.csv"))
    page = client.get(answer.headers["Location"]).text

    asked, all_of_them = page.count('name="column_'), len(Column)
    assert fold(page) == (is_open, all_of_them - (4 if not is_open else 3))
    assert asked == all_of_them
    assert ">Imprimerie</option>" in page, "a site without a town is called by its name"
