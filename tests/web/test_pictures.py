"""Drawings and pages of the web room, as a browser gets them."""

import pytest


@pytest.mark.parametrize("path", ["/weaves/wood.pallets.svg", "/weaves/unheard-of.svg", "/maps/territory.svg"])
def test_a_drawing_may_be_kept_by_anyone(client, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"].startswith("public")


def test_a_code_that_nobody_writes_gets_no_cloth(client):
    assert client.get(f"/weaves/{'x' * 200}.svg").status_code == 404


def test_the_guide_shows_every_part_to_whoever_sits_at_the_machine(client):
    page = client.get("/guide").get_data(as_text=True)

    parts = ("card", "card card--need", "match", "kv", "summary", "choice", "stepper", "timeline", "thread", "turn")
    assert [part for part in parts if f'class="{part}"' not in page] == []
    assert len(page.encode()) < 60_000


def test_the_guide_is_hidden_from_everyone_else(client):
    assert client.get("/guide", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 404


def test_a_refusal_is_a_page_for_people_and_a_part_for_scripts(client):
    page, part = client.get("/nowhere"), client.get("/nowhere", headers={"HX-Request": "true"})

    assert page.status_code == part.status_code == 404
    assert "<html" in page.get_data(as_text=True)
    assert part.get_data(as_text=True).lstrip().startswith('<section id="refused"')
