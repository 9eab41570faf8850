"""What a company does, chosen by its members, and the guesses that follow: unconfirmed, refusable, never invented."""

import pytest

from exchange.listings.models import ActivityRefusal
from tests import makers
from tests.makers import enter, send


@pytest.fixture
def member(client, anna, brewery, brewhouse):
    return enter(client, anna, brewery)


def choose(member, code):
    return send(member, "/company/activity", code=code)


def test_a_company_without_an_activity_is_asked_for_it(member):
    assert "Choose your activity" in member.get("/company").text


def test_the_activity_is_looked_up_by_words_chosen_and_journalled(member, session, brewery):
    assert "1105Z" in member.get("/company/activity?words=fabrication bière").text
    assert choose(member, "1105Z").status_code == 303

    session.refresh(brewery)
    assert brewery.activity_code == "1105Z"
    page = member.get("/company/activity").text
    assert "Unconfirmed: a guess from your activity" in page
    assert "Navette authors, domain knowledge" in page
    assert "Unsold bread into beer" in page
    assert "Unconfirmed: a guess from your activity" in member.get("/company").text


def test_a_belgian_code_counts_by_its_four_digits(member, session, brewery):
    choose(member, "11.050")

    session.refresh(brewery)
    assert brewery.activity_code == "1105"
    assert "Unconfirmed" in member.get("/company/activity").text


@pytest.mark.parametrize("code", ["", "everything", "9999Z", "11"])
def test_a_code_that_no_heading_has_is_refused(member, session, brewery, code):
    assert choose(member, code).status_code == 404
    session.refresh(brewery)
    assert brewery.activity_code is None


def test_where_the_data_says_nothing_the_page_says_so_and_offers_words(member):
    choose(member, "6201Z")
    page = member.get("/company/activity").text

    assert "Our data says nothing about this activity" in page
    assert "Look for materials by words" in page
    assert "Businesses like yours" not in member.get("/company").text


def test_not_us_is_remembered(member, session):
    choose(member, "1105Z")
    before = member.get("/company/activity").text.count("Not us")
    refusal = {"role": "need", "material_code": "food.human.bread"}
    for _ in range(2):
        assert send(member, "/company/activity/refusals", **refusal).status_code == 303

    assert member.get("/company/activity").text.count("Not us") == before - 1
    assert session.query(ActivityRefusal).count() == 1


@pytest.mark.parametrize("sent", [{}, {"role": "need"}, {"role": "both", "material_code": "wood"}])
def test_nonsense_is_not_remembered(member, sent):
    assert send(member, "/company/activity/refusals", **sent).status_code == 404


def test_what_is_posted_is_no_guess_any_more(member, brewhouse):
    choose(member, "1105Z")
    makers.a_need(brewhouse, "food.human.bread")

    assert 'href="/needs/new?material=food.human.bread"' not in member.get("/company/activity").text


def test_post_this_fills_the_form(member):
    page = member.get("/needs/new?material=food.human.bread").text
    assert 'value="food.human.bread"' in page
    page = member.get("/offers/new?material=food.human.beverages").text
    assert 'value="food.human.beverages"' in page
    assert member.get("/offers/new?material=nonsense").status_code == 200
