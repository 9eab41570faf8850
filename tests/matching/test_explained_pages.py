"""What people and programs see of reasons, near misses and what was put aside."""

import re

import pytest

from tests import makers

PART = {"HX-Request": "true"}


@pytest.fixture
def matched(pair, grain, feed):
    pair(grain)
    pair(feed)
    return grain, feed


@pytest.fixture
def outside(grain, farmyard, pair):
    """A farm that goes five kilometres for grain that lies eleven away."""
    pair(grain)
    return makers.a_need(farmyard, collects_within_km=5, title="Feed for ten goats", quantity=2000)


def hidden(page, form_of):
    """The hidden fields of the form that is sent to an address."""
    form = re.search(rf'<form[^>]*action="{form_of}".*?</form>', page, re.DOTALL).group(0)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {name: value for name, value in fields.items() if name not in {"csrf_token", "request_id"}}


def test_a_match_says_in_one_sentence_why_it_fits(client, matched, anna, brewery, bram, farm):
    grain, feed = matched
    offer_page = makers.enter(client, anna, brewery).get(f"/offers/{grain.id}/matches").text
    assert "Same material, 11.2 km away, takes all you have." in offer_page
    need_page = makers.enter(client, bram, farm).get(f"/needs/{feed.id}/matches?lang=en").text
    assert "Same material, 11.2 km away, covers 50 % of what you need." in need_page


def test_a_match_says_what_would_raise_its_score_most(client, matched, anna, brewery):
    page = makers.enter(client, anna, brewery).get(f"/offers/{matched[0].id}/matches").text

    assert re.search(
        r"raise the score most: <span>Put up 2.t, if there is that much</span> <strong[^>]*>\+\d+ points", page
    )


def test_the_page_of_a_listing_fetches_near_misses_and_links_to_them(client, grain, anna, brewery, bram, farm):
    address = f"/offers/{grain.id}/near-misses"
    mine = makers.enter(client, anna, brewery).get(f"/offers/{grain.id}").text
    assert f'hx-get="{address}" hx-trigger="revealed"' in mine
    assert f'<a href="{address}">' in mine
    assert address not in makers.enter(client, bram, farm).get(f"/offers/{grain.id}").text


def test_both_sides_read_what_is_missing_and_get_a_button(client, grain, outside, anna, brewery, bram, farm):
    theirs = makers.enter(client, anna, brewery).get(f"/offers/{grain.id}/near-misses").text
    assert "Feed for ten goats" in theirs
    assert "6.2 km outside the reach" in theirs
    assert "Deliver within 12 km" in theirs
    mine = makers.enter(client, bram, farm).get(f"/needs/{outside.id}/near-misses?lang=en", headers=PART).text
    assert "12 km" in mine
    assert "<html" not in mine


def test_what_is_the_other_sides_to_change_has_no_button(client, brewhouse, farmyard, anna, brewery):
    lot = makers.a_lot(brewhouse, condition=2)
    makers.a_need(farmyard, lowest_grade=4)
    page = makers.enter(client, anna, brewery).get(f"/offers/{lot.id}/near-misses").text

    assert "2 grades below the wanted condition" in page
    assert "the other side" in page
    assert "/adjustments" not in page.split('id="near-misses"')[1]


def test_one_press_changes_the_listing_and_the_match_appears(client, grain, outside, bram, farm, run_jobs, session):
    browser = makers.enter(client, bram, farm)
    page = browser.get(f"/needs/{outside.id}/near-misses?lang=en").text
    action = f"/needs/{outside.id}/adjustments"
    sent = makers.send(browser, action, **hidden(page, action), request_id="00000000-0000-7000-8000-00000000aaaa")
    again = makers.send(browser, action, **hidden(page, action), request_id="00000000-0000-7000-8000-00000000aaaa")

    assert (sent.status_code, sent.location) == (303, f"/needs/{outside.id}#matches")
    assert (again.status_code, again.location) == (sent.status_code, sent.location)
    session.refresh(outside)
    assert (outside.collects_within_km, outside.version) == (12, 2)
    assert "12\xa0km" in browser.get(f"/needs/{outside.id}").text
    run_jobs()
    assert "Spent grain of the week" in browser.get(f"/needs/{outside.id}/matches").text
    assert "Spent grain" not in browser.get(f"/needs/{outside.id}/near-misses").text


def test_a_press_on_what_has_changed_is_refused_with_what_would_help_now(
    client, session, grain, outside, brewhouse, bram, farm
):
    browser = makers.enter(client, bram, farm)
    action = f"/needs/{outside.id}/adjustments"
    seen = hidden(browser.get(f"/needs/{outside.id}/near-misses?lang=en").text, action)
    brewhouse.lat = 50.6
    session.commit()
    refused = makers.send(browser, action, **seen)

    assert refused.status_code == 409
    assert "15\xa0km" in refused.text


@pytest.mark.parametrize(
    "fields", [{}, {"other_id": "x", "rule": "C2"}, {"rule": "C9"}, {"rule": "C1"}, {"rule": "C2", "seen": "x" * 400}]
)
def test_what_none_of_our_pages_sent_is_a_bad_request(client, grain, outside, bram, farm, fields):
    sent = {"other_id": str(grain.id), "seen": "collects_within_km=12", **fields} if fields else {}

    assert makers.send(makers.enter(client, bram, farm), f"/needs/{outside.id}/adjustments", **sent).status_code == 400


def test_programs_read_near_misses_too(client, grain, outside, bram, farm, anna, brewery):
    [item] = makers.enter(client, bram, farm).get(f"/api/v1/needs/{outside.id}/near-misses").json["items"]

    assert (item["id"], item["kind"], item["rule"], item["distance_km"]) == (str(grain.id), "offer", "C2", 11.18)
    assert item["change"]["edits"][0]["to"] == 11.181
    assert item["own_change"]["edits"][0] == {
        "side": "need", "attribute": "collects_within_km", "from": 5, "to": 12, "short_by": "6.181", "unit": "km"
    }  # fmt: skip
    assert makers.enter(client, anna, brewery).get(f"/api/v1/needs/{outside.id}/near-misses").status_code == 404


def test_put_aside_and_brought_back(client, matched, anna, brewery, fred):
    grain, feed = matched
    browser = makers.enter(client, anna, brewery)
    action = f"/offers/{grain.id}/dismissals"
    page = browser.get(f"/offers/{grain.id}/matches").text
    sent = makers.send(browser, action, **hidden(page, action), reason="price")
    assert sent.status_code == 303

    page = browser.get(f"/offers/{grain.id}/matches").text
    assert "Feed for forty cows" not in page
    assert browser.get(f"/api/v1/offers/{grain.id}/matches").json["items"] == []
    assert f'href="{action}"' in page
    shown = browser.get(action).text
    assert "Feed for forty cows" in shown
    assert "The price" in shown
    makers.send(browser, f"{action}/{feed.id}/reversal")
    assert "Feed for forty cows" in browser.get(f"/offers/{grain.id}/matches").text


def test_with_scripts_only_the_list_is_drawn_anew(client, matched, anna, brewery):
    grain, feed = matched
    browser = makers.enter(client, anna, brewery)
    browser.environ_base["HTTP_HX_REQUEST"] = "true"
    drawn = makers.send(browser, f"/offers/{grain.id}/dismissals", other_id=feed.id, reason="solved")

    assert drawn.status_code == 200
    assert drawn.text.lstrip().startswith('<section class="panel stack" id="matches"')
    assert "Feed for forty cows" not in drawn.text


@pytest.mark.parametrize("answers", [{}, {"reason": "boredom"}, {"reason": "other"}, {"reason": "other", "words": " "}])
def test_a_reason_that_says_nothing_brings_the_form_back(client, matched, anna, brewery, answers):
    grain, feed = matched
    sent = makers.send(
        makers.enter(client, anna, brewery), f"/offers/{grain.id}/dismissals", other_id=feed.id, **answers
    )  # fmt: skip

    assert sent.status_code == 422
    assert "error-summary" in sent.text
    assert hidden(sent.text, f"/offers/{grain.id}/dismissals")["other_id"] == str(feed.id)


def test_the_desk_reads_why(client, matched, anna, brewery, fred):
    grain, feed = matched
    makers.send(
        makers.enter(client, anna, brewery), f"/offers/{grain.id}/dismissals", other_id=feed.id, reason="other",
        words="<b>Too wet</b>",
    )  # fmt: skip
    page = makers.enter(client, fred).get("/desk/dismissals?lang=en").text

    assert "Another reason" in page
    assert "Brasserie du Fil" in page
    assert "&lt;b&gt;Too wet&lt;/b&gt;" in page
    assert "/desk/dismissals" in client.get("/desk").text
