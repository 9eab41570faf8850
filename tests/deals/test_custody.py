"""On its way a load passes to carriers and stores: told in order, never changed, printed in the papers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals import queries, service
from exchange.deals.models import MOST_CUSTODY_STEPS, CustodyStep, Deal, HolderKind, Movement
from exchange.deals.service import CustodyDraft, Party
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict, NotFound, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.papers import service as papers
from exchange.papers.models import PaperKind
from exchange.papers.wording.note import handover_note
from tests import makers
from tests.deals import states
from tests.deals.acts import TUESDAY, Acts
from tests.makers import enter, send

Look = Callable[[Deal | UUID], Deal]
HOUR = timedelta(hours=1)


def pass_on(deal: Deal, by: Party, after: timedelta = HOUR, holder: str = "Dépôt Lys") -> CustodyStep:
    draft = CustodyDraft(HolderKind.STORE, holder, "Quai 3, Halluin", "1-ABC-234", TUESDAY + after)
    with unit_of_work():
        return service.pass_on(deal.id, 1, draft, by=by, at=TUESDAY + timedelta(days=1))


def test_both_sides_tell_who_has_it_and_the_other_hears(acts: Acts, look: Look, told: Any, anna: Person) -> None:
    deal = states.on_the_road(acts)
    pass_on(deal, acts.taker)
    pass_on(deal, acts.giver, 2 * HOUR, "Transports Deûle")

    load = look(deal).load
    assert load is not None
    assert [(step.number, step.holder) for step in queries.custody(load.id)] == [
        (1, "Dépôt Lys"), (2, "Transports Deûle"),
    ]  # fmt: skip
    assert "deal_passed_on" in told(anna)


@pytest.mark.parametrize("after", [-HOUR, timedelta(days=2)], ids=["before it left", "yet to come"])
def test_a_moment_out_of_order_is_refused(after: timedelta, acts: Acts) -> None:
    deal = states.on_the_road(acts)

    with pytest.raises(Unprocessable, match="out_of_order"):
        pass_on(deal, acts.taker, after)


def test_a_step_before_the_one_before_is_refused(acts: Acts) -> None:
    deal = states.on_the_road(acts)
    pass_on(deal, acts.taker, 2 * HOUR)

    with pytest.raises(Unprocessable, match="out_of_order"):
        pass_on(deal, acts.taker, HOUR)


@pytest.mark.parametrize("build", [states.scheduled, states.weighed, states.completed])
def test_a_load_in_a_yard_passes_to_nobody(build: Callable[[Acts], Deal], acts: Acts) -> None:
    deal = build(acts)

    with pytest.raises(Conflict):
        pass_on(deal, acts.taker)


def test_strangers_tell_nothing_and_there_is_no_ninth_step(acts: Acts, session: Session) -> None:
    deal = states.on_the_road(acts)
    stranger = makers.a_person("Stran")
    with pytest.raises(NotFound):
        pass_on(deal, Party(stranger.id, makers.a_business("Elsewhere", member=stranger).id))
    for number in range(MOST_CUSTODY_STEPS):
        pass_on(deal, acts.taker, HOUR + timedelta(minutes=number))

    with pytest.raises(Conflict, match="too_many_steps"):
        pass_on(deal, acts.taker, 2 * HOUR)


def test_the_database_lets_nobody_change_a_step(acts: Acts, session: Session) -> None:
    pass_on(states.on_the_road(acts), acts.taker)

    with pytest.raises(DBAPIError, match=r"append-only|permission denied"), session.begin_nested():
        session.execute(sa.update(CustodyStep).values(holder="Somebody"))


def test_the_note_names_vehicle_and_holders(acts: Acts, look: Look) -> None:
    deal = states.on_the_road(acts)
    pass_on(deal, acts.taker)
    with unit_of_work():
        note = papers.issue(
            deal.id, 1, PaperKind.HANDOVER_NOTE, by=acts.giver, at=TUESDAY, base_url="https://navette.example"
        )

    assert note.facts["custody"][0]["plate"] == "1-ABC-234"
    told = [value for part in handover_note(note.facts).parts for _, value in part.facts]
    assert any(value.startswith("Dépôt Lys") and "Quai 3, Halluin" in value for value in told)


TYPED = {
    "holder_kind": "carrier", "holder": "Transports Deûle", "place": "Quai 3, Halluin", "plate": "ab-123-cd",
}  # fmt: skip


def test_it_is_told_by_a_form_and_seen_on_the_page(
    client: FlaskClient, acts: Acts, bram: Person, farm: Business, farmyard: Site, session: Session
) -> None:
    deal = states.on_the_road(acts)
    bram.language = "en"
    since = clock.now() - timedelta(minutes=5)
    session.execute(sa.update(Movement).values(shipped_at=since - HOUR))
    session.commit()
    since = since.astimezone(clock.zone())
    typed = {**TYPED, "taken_on": f"{since:%Y-%m-%d}", "taken_time": f"{since:%H:%M}"}
    browser = enter(client, bram, farm)
    path = f"/deals/{deal.id}/loads/1/custody"

    assert send(browser, path, **{**typed, "holder": ""}).status_code == 422
    assert send(browser, path, **{**typed, "plate": "<b>"}).status_code == 422
    assert send(browser, path, **typed).status_code == 303
    page = browser.get(f"/deals/{deal.id}").text
    assert "Transports Deûle" in page
    assert "AB-123-CD" in page
