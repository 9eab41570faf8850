import pytest

from exchange.catalogue import service
from tests.makers import MONDAY


@pytest.fixture(autouse=True)
def loaded(session):
    """The catalogue is there."""
    service.load(at=MONDAY)


def test_programs_get_materials_best_first(client):
    answer = client.get("/api/v1/materials?q=drêche&lang=fr")

    assert answer.status_code == 200
    first, *others = answer.json["items"]
    assert (first["code"], first["label"]) == ("food.spent_grain", "Drêches de brasserie")
    assert all(other["score"] <= first["score"] for other in others)


def test_the_label_speaks_the_language_asked_for(client):
    labels = {
        lang: client.get(f"/api/v1/materials?q=EPAL&lang={lang}").json["items"][0]["label"]
        for lang in ("fr", "en", "nl")
    }

    assert labels == {"fr": "Palettes EUR/EPAL", "en": "EPAL/EUR pallets", "nl": "EUR-pallets (EPAL)"}


@pytest.mark.parametrize("asked", ["", "q=", "q=%20", "q=" + "x" * 201, "q=a%00b", "q=wood&lang=de"])
def test_what_cannot_be_read_is_a_problem_with_a_name(client, asked):
    answer = client.get(f"/api/v1/materials?{asked}")

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] in {"no_words", "too_long", "bad_text", "unknown_language"}


def test_unknown_words_get_an_empty_list(client):
    assert client.get("/api/v1/materials?q=qqqqzzzzxxxx").json == {"items": []}


def test_a_form_gets_choices_to_tick(client):
    part = client.get(
        "/materials?material_words=palettes&field=material_code",
        headers={"HX-Request": "true", "Accept-Language": "fr"},
    ).text

    assert part.lstrip().startswith('<div id="material-suggestions"')
    assert 'type="radio" name="material_code" value="wood.pallets"' in part
    assert "<html" not in part


def test_a_need_may_tick_several(client):
    part = client.get("/materials?q=palettes&many=1&field=materials", headers={"HX-Request": "true"}).text

    assert 'type="checkbox" name="materials" value="wood.pallets"' in part


def test_the_field_name_that_a_form_asks_for_cannot_break_out_of_its_attribute(client):
    part = client.get('/materials?q=wood&field="><script>', headers={"HX-Request": "true"}).text

    assert "<script" not in part
    assert 'name="material_code"' in part
