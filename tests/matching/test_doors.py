"""What matching shows, to whom: the owner and staff, nobody else; what a register saw, to staff alone."""

import pytest

from exchange.kernel.refusals import NotFound
from exchange.listings.models import ListingState
from exchange.matching import explaining, panels
from tests import makers

OBSERVED = {"state": ListingState.OBSERVED, "observed_ref": "E-1"}


@pytest.fixture
def register(session, pair, grain):
    """An unclaimed farm of the register that could take the brewery's grain, very near."""
    business = makers.a_business("Ferme du Registre", standing="unclaimed")
    need = makers.a_need(makers.a_site(business), title="Register farm intake", quantity=2000, **OBSERVED)
    pair(need)
    return need


@pytest.fixture
def matched(pair, grain, feed):
    pair(grain)
    pair(feed)
    return grain, feed


def as_(client, person, business=None):
    return makers.enter(client, person, business)


def test_the_holder_sees_needs_that_fit_with_reasons_and_the_next_step(client, matched, anna, brewery):
    grain, feed = matched
    page = as_(client, anna, brewery).get(f"/offers/{grain.id}/matches", headers={"HX-Request": "true"}).text

    assert "Feed for forty cows" in page
    assert "Roubaix" in page
    assert "11.2 km away, within a reach of 30 km" in page
    assert f"/deals/new?offer_id={grain.id}&amp;need_id={feed.id}" in page
    assert "Ferme du Lin" not in page
    assert "hx-trigger" not in page


def test_the_taker_sees_offers_that_fit_as_a_page_too(client, matched, bram, farm):
    _, feed = matched
    page = as_(client, bram, farm).get(f"/needs/{feed.id}/matches?lang=en").text

    assert "<html" in page
    assert "Spent grain of the week" in page


def test_the_part_polls_until_the_matches_follow(client, grain, anna, brewery):
    page = as_(client, anna, brewery).get(f"/offers/{grain.id}/matches", headers={"HX-Request": "true"}).text

    assert f'hx-get="/offers/{grain.id}/matches" hx-trigger="every 2s"' in page
    assert 'aria-busy="true"' in page


@pytest.mark.parametrize("path", ["/offers/{}/matches", "/api/v1/offers/{}/matches"])
def test_others_learn_nothing_of_who_needs_what(client, matched, bram, farm, path):
    assert as_(client, bram, farm).get(path.format(matched[0].id)).status_code == 404


@pytest.mark.parametrize(
    ("path", "status"), [("/offers/{}/matches", 303), ("/api/v1/offers/{}/matches", 401), ("/desk/flows", 303)]
)
def test_strangers_are_asked_who_they_are(client, matched, path, status):
    assert client.get(path.format(matched[0].id)).status_code == status


def test_staff_sees_the_matches_of_everybody(client, matched, fred):
    answer = as_(client, fred).get(f"/api/v1/offers/{matched[0].id}/matches")

    assert [item["title"] for item in answer.json["items"]] == ["Feed for forty cows"]


def test_programs_get_terms_that_sum_to_the_score_with_their_evidence(client, matched, anna, brewery):
    grain, feed = matched
    [item] = as_(client, anna, brewery).get(f"/api/v1/offers/{grain.id}/matches?limit=1").json["items"]

    assert (item["id"], item["distance_km"], item["kind"]) == (str(feed.id), 11.18, "need")
    assert sum(term["points"] for term in item["terms"]) == item["score"]
    assert sum(term["max"] for term in item["terms"]) == 1000
    assert item["terms"][1]["evidence"] == "11.2 km away, within a reach of 30 km"


@pytest.mark.parametrize("limit", ["0", "101", "x", "-1", "1e1", "٣"])
def test_a_limit_that_is_none_is_a_problem(client, matched, anna, brewery, limit):
    answer = as_(client, anna, brewery).get(f"/api/v1/offers/{matched[0].id}/matches?limit={limit}")

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_lists_go_on_behind_a_cursor_without_losing_anyone(client, pair, grain, farmyard, anna, brewery):
    needs = {str(makers.a_need(farmyard, quantity=1000).id) for _ in range(7)}
    pair(grain)
    browser, found, after = as_(client, anna, brewery), [], ""
    for _ in range(4):
        answer = browser.get(f"/api/v1/offers/{grain.id}/matches?limit=2{after}").json
        found += [item["id"] for item in answer["items"]]
        after = f"&after={answer['next']}"

    assert found == sorted(needs)
    assert answer["next"] is None


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMl0", "WyJhIiwiYiJd", "A" * 400])
def test_a_cursor_that_is_not_ours_starts_at_the_beginning(client, matched, fred, cursor):
    browser = as_(client, fred)

    assert len(browser.get(f"/api/v1/offers/{matched[0].id}/matches?after={cursor}").json["items"]) == 1
    assert browser.get(f"/desk/flows?after={cursor}").status_code == 200


def test_either_owner_may_ask_why(client, matched, anna, brewery):
    grain, feed = matched
    said = as_(client, anna, brewery).get(f"/api/v1/pairs/{grain.id}/{feed.id}").json

    assert said["compatible"] is True
    assert said["score"] == sum(term["points"] for term in said["terms"])


def test_a_pair_that_fails_says_which_rule_and_what_would_change_it(client, grain, farmyard, anna, brewery):
    far = makers.a_need(farmyard, collects_within_km=5)
    said = as_(client, anna, brewery).get(f"/api/v1/pairs/{grain.id}/{far.id}?lang=en").json

    assert (said["compatible"], said["score"], said["near_miss"]) == (False, None, "C2")
    [failing] = said["failing"]
    assert failing["rule"] == "C2"
    assert failing["counterfactual"]["sentence"] == "6.2 km outside the reach"
    [edit] = failing["counterfactual"]["edits"]
    assert edit["attribute"] == "collects_within_km"
    assert (edit["from"], edit["to"]) == (5, 11.181)


def test_every_rule_that_fails_has_a_sentence(session, brewhouse, farmyard):
    lot = makers.a_lot(
        brewhouse, legal_status="waste", waste_code="020304", condition=1, price_eur_per_t=9, minimum_kg=5000,
        available_until=makers.TODAY, state=ListingState.PAUSED,
    )  # fmt: skip
    need = makers.a_need(
        farmyard, "metal", collects_within_km=1, highest_eur_per_t=1, lowest_grade=5, wanted_from="2027-01-01",
        accepted_statuses=["product"],
    )  # fmt: skip
    said = explaining.explanation(lot.id, need.id, at=makers.MONDAY)

    assert [failing["rule"] for failing in said["failing"]] == [f"C{number}" for number in range(1, 9)]
    assert all(failing["counterfactual"]["sentence"] for failing in said["failing"])
    with pytest.raises(NotFound):
        explaining.explanation(need.id, lot.id, at=makers.MONDAY)


def test_a_third_business_may_not_compare_two_others(client, matched):
    person = makers.a_person("Tess")
    third = makers.a_business("Tiers", member=person)
    assert as_(client, person, third).get(f"/api/v1/pairs/{matched[0].id}/{matched[1].id}").status_code == 404


def test_what_a_register_saw_is_told_to_nobody(register, told):
    assert told() == []


def test_members_never_see_what_a_register_saw(client, register, grain, anna, brewery):
    browser = as_(client, anna, brewery)
    pages = [
        browser.get(f"/offers/{grain.id}/matches"), browser.get(f"/api/v1/offers/{grain.id}/matches"),
        browser.get(f"/needs/{register.id}/matches"), browser.get(f"/api/v1/needs/{register.id}/matches"),
        browser.get(f"/api/v1/pairs/{grain.id}/{register.id}"), browser.get("/desk/flows"),
    ]  # fmt: skip

    assert [page.status_code for page in pages] == [200, 200, 404, 404, 404, 403]
    assert not any("Register farm" in page.text or str(register.id) in page.text for page in pages[:2])
    assert pages[1].json["items"] == []


def test_not_even_a_business_that_owns_the_establishment_sees_it_unconfirmed(client, session, pair, farm, bram, grain):
    need = makers.a_need(makers.a_site(farm), title="Register intake", **OBSERVED)
    pair(need)
    assert as_(client, bram, farm).get(f"/api/v1/needs/{need.id}/matches").status_code == 404


def test_staff_sees_it_marked_as_unconfirmed(client, register, grain, fred):
    browser = as_(client, fred)
    page = browser.get(f"/offers/{grain.id}/matches?lang=en").text
    assert "Register farm intake" in page
    assert "From public registers, unconfirmed" in page
    assert "Propose a deal" not in page

    desk = browser.get("/desk/flows?lang=en").text
    assert "Register farm intake" in desk
    assert "From public registers, unconfirmed" in desk


def test_a_listing_that_was_just_withdrawn_is_gone_before_its_job_has_run(client, matched, anna, brewery, session):
    grain, feed = matched
    feed.state = ListingState.WITHDRAWN
    session.flush()

    assert as_(client, anna, brewery).get(f"/api/v1/offers/{grain.id}/matches").json["items"] == []


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("side", ["holder", "taker"])
def test_panels_draw_for_the_owner_and_not_for_others(client, matched, anna, brewery, bram, farm, language, side):
    grain, feed = matched
    is_holder = side == "holder"
    with as_(client, *((anna, brewery) if is_holder else (bram, farm))) as browser:
        browser.get(f"/about?lang={language}")
        assert ("Feed for forty cows" in panels.offer_matches(grain)) is is_holder
        assert ("Spent grain of the week" in panels.need_matches(feed)) is not is_holder
        assert f"/deals/new?offer_id={grain.id}&amp;need_id={feed.id}" in panels.my_newest(None)
        assert panels.to_flows(None) == ""


def test_what_registers_hold_is_shown_to_facilitators_and_not_to_moderators(client, fred, mona):
    assert "/desk/flows" in as_(client, fred).get("/desk").text
    assert "/desk/flows" not in as_(client, mona).get("/desk").text
    assert as_(client, mona).get("/desk/flows").status_code == 403


def test_an_empty_desk_says_how_to_begin(client, fred):
    assert "Import a register file" in as_(client, fred).get("/desk/flows?lang=en").text
